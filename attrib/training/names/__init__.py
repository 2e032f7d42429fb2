"""Training the head that tells names."""
