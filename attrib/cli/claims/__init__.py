"""The commands of `attrib claims`."""
