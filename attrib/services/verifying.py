"""What a desk checks: that what it holds is as it was published."""

from collections.abc import Iterator

from attrib.data.verification import Verified
from attrib.services.opened import Opened
from attrib.services.queries import query_of
from attrib.services.verify import Fetch, verify


class Verifying(Opened):
    """The part of a desk that checks documents."""

    def verify(
        self, *names: str, online: bool = False, fetch: Fetch | None = None, **filters: object
    ) -> Iterator[Verified]:
        """Check the documents of some names, those that fit filters, or all; every check, as it is made.

        A name is one of `Desk.documents`. Of each document the hash of its text, the spans of its statements against
        what was stored, and the bytes of its file where that is at hand; with `online`, its page is fetched (by
        `fetch`, if given) and each quote looked for. `mismatch` of a check says that something is not as it was.

        >>> [check for check in desk.verify(outlet="BBC") if check.mismatch]
        """
        return verify(self._opened(), query_of(filters), names, online=online, fetch=fetch)
