"""Statements to CSV, JSON lines and terminal tables."""
