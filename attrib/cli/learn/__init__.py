"""`attrib train` and `attrib evaluate`: making models and measuring them."""
