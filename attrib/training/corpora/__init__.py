"""Labelled texts, each read in its publisher's own format."""
