"""Runs, and what differs between two of them."""
