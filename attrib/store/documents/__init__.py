"""Documents after their first reading: what newer readings and people change about them, and how it is undone."""
