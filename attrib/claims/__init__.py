"""When two statements make the same claim, and which of many do: values and functions, no database, no network."""
