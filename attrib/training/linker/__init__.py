"""Training the linker, which says whom each statement is by."""
