"""attrib finds who said what in news, and keeps it with exact provenance."""

__version__ = "0.1.0"
