"""Training the attribution model."""
