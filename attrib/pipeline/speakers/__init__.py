"""Who spoke: source phrases read, and resolved to the entities of the text."""
