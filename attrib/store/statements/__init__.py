"""Statements as rows and records, by id, with their context."""
