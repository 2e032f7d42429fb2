"""Folders outside the checkout that some tests read, each named by an environment variable."""

import os
from pathlib import Path

import pytest


def folder(variable: str, *inside: str) -> Path:
    """The folder that a variable names, or one inside it; skips the test where the variable or the folder is missing.

    ATTRIB_CORPORA holds the public corpora, ATTRIB_ARTICLES labelled articles, ATTRIB_SCORERS measuring scripts.
    """
    value = os.environ.get(variable)
    if not value:
        pytest.skip(f"{variable} is not set; it names the folder that this test reads (docs/testing.md)")
    path = Path(value).joinpath(*inside)
    if not path.is_dir():
        pytest.skip(f"{variable} names {value}, which has no folder {'/'.join(inside) or '.'} that this test reads")
    return path
