"""Training of the pointer on labelled articles."""
