"""Sources: one format a module, from a file or address to documents and problems."""
