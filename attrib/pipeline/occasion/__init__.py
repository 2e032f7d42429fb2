"""When, where and to whom a statement was made, from the clause of its cue."""
