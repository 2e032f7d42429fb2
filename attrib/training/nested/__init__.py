"""Training of the head for statements within statements, over the states of a finished model."""
