"""Commands for statements: ingest, extract, search, show, export, stance."""
