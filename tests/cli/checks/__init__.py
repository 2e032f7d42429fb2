"""`attrib checks`."""
