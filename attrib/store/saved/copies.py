"""New statements whose words stand in several copies of an article: told together, and once."""

from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, or_, select, true

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


@dataclass(frozen=True, slots=True)
class _Said:
    """What a statement says, folded, in which document and by which actor."""

    document: int
    words: str
    actor: str | None

    def same(self, other: "_Said") -> bool:
        """Whether another document has the same words, or the same actor there words that hold these, or are in them.

        Within one document nothing is a copy: "Lee said that, said Ray, taxes rise" holds two statements.
        """
        if self.document == other.document:
            return False
        short, long = sorted((self.words, other.words), key=len)
        held = short.count(" ") + 1 >= _FEWEST_WORDS and f" {short} " in f" {long} "
        return short == long or (held and self.actor is not None and self.actor == other.actor)


def fold_copies(database: Database, search: int, found: Fresh) -> Folded:
    """Fold the new statements of a saved search that stand in copies of one article; groups keep their order."""
    new = found.new
    with database.session() as session:
        firsts = _firsts(session, {document for document, _, _ in new.values()})
        said = _said(session, [number for number, (document, _, _) in new.items() if document in firsts])
        told = _told(session, search, set(firsts.values()), set(found.known.values()))
    groups: list[list[int]] = [[number] for number in new if number not in said]
    by_root: dict[int, list[list[int]]] = defaultdict(list)
    copied: list[int] = []
    for number in sorted(said, key=lambda number: (said[number].document != firsts[said[number].document], number)):
        ours, root = said[number], firsts[said[number].document]
        if any(ours.same(other) for other in told[root]):
            copied.append(number)
            continue
        group = next((some for some in by_root[root] if _belongs(ours, [said[each] for each in some])), None)
        if group is None:
            group = []
            by_root[root].append(group)
            groups.append(group)
        group.append(number)
    places = {number: place for place, number in enumerate(new)}
    return Folded(sorted(groups, key=lambda group: min(map(places.__getitem__, group))), sorted(copied))


def _belongs(one: _Said, group: Sequence[_Said]) -> bool:
    """Whether a statement is that of a group in another document, which the group does not have yet."""
    return one.same(group[0]) and all(one.document != other.document for other in group)


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


_COLUMNS = (StatementRow.number, StatementRow.document_key, StatementRow.start, StatementRow.end, StatementRow.actor_id)


def _said(session: Connection, numbers: Iterable[int]) -> dict[int, _Said]:
    """What some statements say, by number."""
    return {
        row.number: _Said(row.document_key, row.words, row.actor_id)
        for some in chunks(numbers)
        for row in session.execute(_statements().where(StatementRow.number.in_(some)))
    }


def _statements() -> Select[*tuple[Any, ...]]:
    query = select(*_COLUMNS, SearchTextRow.words)
    return query.join(SearchTextRow, SearchTextRow.statement_number == StatementRow.number)


def _told(session: Connection, search: int, roots: Iterable[int], known: Set[StatementPlace]) -> dict[int, list[_Said]]:
    """What a search has told in each group of copies, by its first document."""
    members: dict[int, int] = {}
    for some in chunks(roots):
        copies = select(DocumentRow.key, DocumentRow.copy_of).where(DocumentRow.copy_of.in_(some))
        members |= {key: first for key, first in session.execute(copies) if first is not None}
        members |= {first: first for first in some}
    places = told_in(session, search, set(members)) | known
    found: dict[int, list[_Said]] = defaultdict(list)
    for some in chunks({document for document, _, _ in places} & members.keys()):
        shown = _statements().where(StatementRow.current == true(), StatementRow.document_key.in_(some))
        for row in session.execute(shown):
            if (row.document_key, row.start, row.end) in places:
                found[members[row.document_key]].append(_Said(row.document_key, row.words, row.actor_id))
    return found
