"""People's reviews of statements: recorded, applied and exported."""
