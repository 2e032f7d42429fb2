"""The connection: sessions, migrations, checks, what differs between databases."""
