"""The registry of actors: who is who across documents, by decisions that can be undone."""
