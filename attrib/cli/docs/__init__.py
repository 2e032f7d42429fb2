"""`attrib docs`: the articles themselves."""
