"""Fact checks in the database."""
