"""Fetching pages and files over HTTP: an address policy, deadlines, limits of size, and manners."""
