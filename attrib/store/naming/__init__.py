"""Rules for equal names, and lookup of names by a part."""
