"""Training the weights that say what a text tells of a speaker's role and affiliation."""
