"""New statements whose words stand in several copies of an article: told together, and once."""

from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass

from sqlalchemy import Connection, or_, select, true

from attrib.data.saved import StatementPlace
from attrib.store.database.chunks import chunks
from attrib.store.database.session import Database
from attrib.store.saved.fresh import Fresh, told_in
from attrib.store.schema.documents import DocumentRow
from attrib.store.schema.search import SearchTextRow
from attrib.store.schema.statements import StatementRow

_FEWEST_WORDS = 4  # of words that stand within longer ones of a copy and are the same statement


@dataclass(frozen=True, slots=True)
class Folded:
    """New statements by number, those of the same words in copies of one article together, the first article first.

    `copied` are those whose words a copy of their article has had before.
    """

    groups: Sequence[Sequence[int]]
    copied: Sequence[int]


def fold_copies(database: Database, search: int, found: Fresh) -> Folded:
    """Fold the new statements of a saved search that stand in copies of one article; groups keep their order."""
    new = found.new
    with database.session() as session:
        firsts = _firsts(session, {document for document, _, _ in new.values()})
        group_of = {number: firsts.get(place[0], place[0]) for number, place in new.items()}
        roots = set(firsts.values())
        words = _words(session, [number for number, root in group_of.items() if root in roots])
        told = _told_words(session, search, roots, set(found.known.values()))
    groups: list[list[int]] = []
    by_root: dict[int, list[list[int]]] = defaultdict(list)
    copied: list[int] = []
    for number, root in sorted(group_of.items(), key=lambda item: (new[item[0]][0] != item[1], item[0])):
        if root not in roots:
            groups.append([number])
            continue
        if any(_same(words[number], other) for other in told[root]):
            copied.append(number)
            continue
        group = next((some for some in by_root[root] if _same(words[number], words[some[0]])), None)
        if group is None:
            group = []
            by_root[root].append(group)
            groups.append(group)
        group.append(number)
    places = {number: place for place, number in enumerate(new)}
    return Folded(sorted(groups, key=lambda group: min(map(places.__getitem__, group))), sorted(copied))


def _same(one: str, other: str) -> bool:
    """Whether folded words are the same, or the shorter ones stand in the longer ones and are some."""
    short, long = sorted((one, other), key=len)
    return short == long or (short.count(" ") + 1 >= _FEWEST_WORDS and f" {short} " in f" {long} ")


def _firsts(session: Connection, documents: Iterable[int]) -> dict[int, int]:
    """The first document of the group of copies that each document belongs to; nothing for those in none."""
    found: dict[int, int] = {}
    wanted = set(documents)
    for some in chunks(wanted):
        ours = or_(DocumentRow.key.in_(some), DocumentRow.copy_of.in_(some))
        query = select(DocumentRow.key, DocumentRow.copy_of).where(ours, DocumentRow.copy_of.is_not(None))
        for key, first in session.execute(query):
            if first is not None:
                found |= {each: first for each in (key, first) if each in wanted}
    return found


def _words(session: Connection, numbers: Iterable[int]) -> dict[int, str]:
    """The folded words of some statements."""
    columns = (SearchTextRow.statement_number, SearchTextRow.words)
    return {
        number: text
        for some in chunks(numbers)
        for number, text in session.execute(select(*columns).where(SearchTextRow.statement_number.in_(some)))
    }


def _told_words(
    session: Connection, search: int, roots: Iterable[int], known: Set[StatementPlace]
) -> dict[int, list[str]]:
    """The folded words that a search has told in each group of copies, by its first document."""
    members: dict[int, int] = {}
    for some in chunks(roots):
        copies = select(DocumentRow.key, DocumentRow.copy_of).where(DocumentRow.copy_of.in_(some))
        members |= {key: first for key, first in session.execute(copies) if first is not None}
        members |= {first: first for first in some}
    places = told_in(session, search, set(members)) | known
    found: dict[int, list[str]] = defaultdict(list)
    columns = (StatementRow.document_key, StatementRow.start, StatementRow.end, SearchTextRow.words)
    query = select(*columns).join(SearchTextRow, SearchTextRow.statement_number == StatementRow.number)
    for some in chunks({document for document, _, _ in places} & members.keys()):
        shown = query.where(StatementRow.current == true(), StatementRow.document_key.in_(some))
        for document, start, end, text in session.execute(shown):
            if (document, start, end) in places:
                found[members[document]].append(text)
    return found
