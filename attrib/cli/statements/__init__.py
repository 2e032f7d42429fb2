"""Commands over statements: ingest, extract, search, show, export, stance."""
