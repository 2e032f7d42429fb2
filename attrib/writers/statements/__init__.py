"""Statements as tables, records, pages and networks."""
