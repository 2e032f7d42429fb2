"""`attrib changes`."""
