"""`attrib db`: maintenance of the database and its runs."""
