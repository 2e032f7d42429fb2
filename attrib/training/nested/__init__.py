"""Training of the second row of role tags alone: statements within statements, over the states of a finished model."""
