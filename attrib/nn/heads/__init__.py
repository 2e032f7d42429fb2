"""Small heads over frozen states of the attribution encoder: antecedents and word classes."""
