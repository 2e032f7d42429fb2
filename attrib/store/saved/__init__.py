"""Saved searches: kept, removed, and what is new to them told once."""
