"""`attrib actors`: who is who among the speakers."""
