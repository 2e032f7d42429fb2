"""The database connection: sessions, migrations, checks, and differences between databases."""
