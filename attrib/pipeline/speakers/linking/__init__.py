"""Whom each statement is by: candidates, their features, and the decisions over a whole text."""
