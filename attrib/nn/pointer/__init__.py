"""The pointer: layers over a whole text that point from a statement at whoever made it."""
