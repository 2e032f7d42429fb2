"""Which documents copy one another; none of it decides what is found in a text, and none of it knows a database."""
