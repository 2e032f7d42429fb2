"""Paths, folders, streams and URLs to documents; a bad record becomes a Problem and the rest goes on."""
