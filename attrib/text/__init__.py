"""Pure functions on strings: quotation marks, sentences, names and titles."""
