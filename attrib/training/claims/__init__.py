"""Learning when two statements make the same claim."""
