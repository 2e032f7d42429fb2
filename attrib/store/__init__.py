"""The database: tables, conversion, sessions, writing, queries, actors, migrations."""
