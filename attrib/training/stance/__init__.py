"""Training the stance model and its statement head."""
