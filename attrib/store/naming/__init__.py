"""When two names are one, and names looked up by a part of them."""
