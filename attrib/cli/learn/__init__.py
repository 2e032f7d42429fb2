"""`attrib train` and `attrib evaluate`: training models and measuring them."""
