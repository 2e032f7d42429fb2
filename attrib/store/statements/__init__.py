"""Statements to rows and back, by id, with their context."""
