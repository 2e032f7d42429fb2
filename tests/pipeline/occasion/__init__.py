"""Tests of attrib/pipeline/occasion."""
