"""Repeated claims in the database: the statements that say the same, grouped as they come, and people's judgements."""
