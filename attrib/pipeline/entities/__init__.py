"""The people and bodies of one text: their mentions, kinds, descriptions and affiliations."""
