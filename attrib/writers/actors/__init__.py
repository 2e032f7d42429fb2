"""Actors as tables, records and lists."""
