"""Which targets of stances name one thing; none of it decides what is found in a text."""
