"""Reading fact checks of others."""
