"""Fact checks in the database: imported, listed, matched with statements, judged."""
