"""The commands of `attrib checks`."""
