"""Formats of offices, whose parsers work in a process of their own within limits of time and memory."""
