"""`attrib review`: what a person says of statements."""
