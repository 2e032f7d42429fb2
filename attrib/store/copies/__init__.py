"""Copies among stored documents: looked up, compared, grouped and listed."""
