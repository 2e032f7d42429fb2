"""Training the head that finds the antecedents of pronouns."""
