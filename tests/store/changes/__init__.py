"""Changes of mind in the database."""
