"""The commands of `attrib saved`."""
