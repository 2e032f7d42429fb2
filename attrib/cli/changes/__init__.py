"""The commands of `attrib changes`."""
