"""attrib finds who said what in news, and keeps it with exact provenance."""

from attrib._version import __version__

__all__ = ["__version__"]
