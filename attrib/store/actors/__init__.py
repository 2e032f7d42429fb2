"""The registry of actors: who is who across documents, by judgements that can be undone."""
