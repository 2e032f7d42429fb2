"""Training the head that tells word classes."""
