"""Remarks on a search, with links where their words name another search."""

from collections.abc import Mapping

from attrib.data import Notice, Way
from attrib.data.notices import COUNTED
from attrib.web.addresses import Pairs, parameter, with_pair, without

_LABELS: Mapping[str, str] = {
    "any_actor": "A search for everybody of the name",
    "actor": "show them too",
    "unnamed": "a search by description",
    COUNTED: "the counts",
}
"""What a link says where the remark has an option of the command line."""
_ON = "1"

Linked = tuple[tuple[str, Pairs | None], ...]


def linked(notice: Notice, pairs: Pairs) -> Linked:
    """The words of a remark in pieces, each with the search that it leads to, or None where it leads nowhere."""
    pieces: list[tuple[str, Pairs | None]] = []
    rest = notice.message
    for way in reversed(notice.ways):  # from the end: a name that was asked for may hold one that is near
        before, found, behind = rest.rpartition(way.words)
        if found:
            pieces += [(behind, None), (_label(way), _search(way, pairs))]
            rest = before
    return tuple((words, search) for words, search in ((rest, None), *reversed(pieces)) if words)


def _label(way: Way) -> str:
    optional = way.words.startswith("--") or way.field == COUNTED
    return _LABELS[way.field] if optional else way.words


def _search(way: Way, pairs: Pairs) -> Pairs:
    if way.field == COUNTED:
        return ((COUNTED, way.value or ""),)
    kept = pairs if way.without is None else without(pairs, parameter(way.without[0]), way.without[1])
    return with_pair(kept, parameter(way.field), way.value or _ON)
