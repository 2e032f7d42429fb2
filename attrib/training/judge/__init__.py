"""The training of the judge of sides."""
