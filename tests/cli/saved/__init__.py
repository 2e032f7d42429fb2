"""`attrib saved`."""
