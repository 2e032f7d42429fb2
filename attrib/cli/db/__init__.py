"""`attrib db`: looking after the database and its runs."""
