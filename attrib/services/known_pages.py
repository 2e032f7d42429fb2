"""Pages of the web that a database knows, for readers that ask servers only for what has changed."""

from attrib.data import Document
from attrib.errors import StoreError
from attrib.readers.versions import KnownPages
from attrib.store.database.session import open_database
from attrib.store.documents.known_page import known_page


def pages_known_at(url: str) -> KnownPages:
    """What the database at an address tells of pages read before: nothing where there is none yet, or one to upgrade.

    It is opened for each page, because a page may be read before the ingest opens or makes the database.
    """

    def known(address: str, reading: str) -> Document | None:
        try:
            with open_database(url, upgrade=False, must_exist=True) as database:
                return known_page(database, address, reading)
        except StoreError:  # told where the page is stored
            return None

    return known
