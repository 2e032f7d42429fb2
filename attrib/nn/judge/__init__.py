"""The pair judge: whether a speaker supports or opposes a target, by a few trained additions to an encoder."""
