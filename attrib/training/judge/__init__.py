"""The training of the pair judge."""
