"""Runs side by side: which there are, which one search shows of a document, how two of them differ."""
