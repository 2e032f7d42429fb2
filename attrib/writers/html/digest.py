"""The page of a digest of saved searches."""

from typing import TextIO

from attrib.data.saved import SearchDigest
from attrib.writers.html.environment import write_page


def write_digest_page(digest: SearchDigest, stream: TextIO) -> None:
    """Write a digest as one HTML file that loads nothing."""
    write_page("digest.html", {"digest": digest, "version": digest.version}, stream)
