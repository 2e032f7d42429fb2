"""The judge of sides: whether a speaker supports or opposes a target, read together."""
