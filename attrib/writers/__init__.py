"""Output: one format a module."""
