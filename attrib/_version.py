"""The one place that says which version of attrib this is."""

__version__ = "0.2.0"
