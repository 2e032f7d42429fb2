"""Fact checks of others: ClaimReview in pages and JSON-LD, the Fact Check Tools API, and CSV."""
