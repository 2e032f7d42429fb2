"""The most frequent values of facets, for lists to narrow a search by: one pass over the statements counts them all.

Only the values that are shown get their names, so that the cost is that of the pass. `counting.count_by` tells more.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, select, true

from attrib.data import StanceLabel, StatementQuery
from attrib.data.counts import OF_STANCES, Count, Counts, Facet, FacetValue
from attrib.store.database.session import Database
from attrib.store.naming.parties import party_of
from attrib.store.schema.documents import DocumentRow
from attrib.store.schema.statements import StanceRow, StatementRow
from attrib.store.search.dates import date_text
from attrib.store.search.facets import COLUMNS, actor_names, frequent
from attrib.store.search.filters import counting_conditions
from attrib.store.search.tallies import column_wise
from attrib.store.search.targets import asked_stances

COUNTED = frozenset(Facet) - {Facet.TARGET, Facet.ROLE, Facet.DOCUMENT}
"""The facets that are counted here."""
_LOOKED_AT = 100  # statements of a name, to find its usual spelling

Numbers = Counter[str | None]


def top_values(database: Database, query: StatementQuery, by: Sequence[Facet], limit: int | None) -> list[Counts]:
    """The values that most statements have of each of some facets of COUNTED, at most `limit`; of months the last ones.

    Of ties the first by the alphabet, or by id. Dates and outlets of the values are not told. Errors as `search`.
    """
    with database.session() as session:
        restrictions = counting_conditions(session, query, bounded=True)
        plain = [facet for facet in by if facet not in OF_STANCES]
        columns = [COLUMNS[facet][0] for facet in plain]
        total, *held = column_wise(session, select(StatementRow.number, *columns).where(*restrictions))
        numbers = {facet: Counter(values) for facet, values in zip(plain, held, strict=True)}
        if Facet.STANCE in by:
            numbers[Facet.STANCE] = _stances(session, query, restrictions)
        return [_counts(session, facet, _known_as(facet, numbers[facet]), len(total), limit) for facet in by]


def _stances(session: Connection, query: StatementQuery, restrictions: Sequence[ColumnElement[bool]]) -> Numbers:
    """How many statements take each side; neutral ones are counted where they are asked for."""
    stances = asked_stances(session, query)
    if query.stance is None:
        stances.append(StanceRow.label != str(StanceLabel.NEUTRAL))
    counted = (
        select(StanceRow.label, func.count(StatementRow.number.distinct()))
        .join(StatementRow, StanceRow.statement_number == StatementRow.number)
        .where(*restrictions, *stances)
        .group_by(StanceRow.label)
    )
    return Counter(dict(session.execute(counted).all()))


def _known_as(facet: Facet, found: Mapping[Any, int]) -> Numbers:
    """The numbers of values that are one together: days of a month, forms of a party's name."""
    merging: Callable[[Any], str | None] = {
        Facet.MONTH: lambda known: None if (day := date_text(known)) is None else day[:7],
        Facet.AFFILIATION: lambda key: None if key is None else party_of(key) or key,
    }.get(facet, lambda value: value)
    numbers: Numbers = Counter()
    for value, number in found.items():
        numbers[merging(value)] += number
    return numbers


def _counts(session: Connection, facet: Facet, numbers: Numbers, total: int, limit: int | None) -> Counts:
    by_time = facet is Facet.MONTH
    ranked = sorted(numbers, key=lambda value: (value is None, 0 if by_time else -numbers[value], value or ""))
    shown = ranked[max(0, len(ranked) - limit) :] if by_time and limit is not None else ranked[:limit]
    names = _NAMING[facet](session, [value for value in shown if value]) if facet in _NAMING else {}
    values = (
        FacetValue(names.get(each, each) if each else each, each if facet is Facet.SPEAKER else None) for each in shown
    )
    rows = (Count((value,), numbers[each], None, None, 0) for each, value in zip(shown, values, strict=True))
    return Counts((facet,), tuple(rows), total, sum(numbers.values()), 0, len(numbers))


def _affiliations(session: Connection, keys: Iterable[str]) -> dict[str, str]:
    """The usual spelling of affiliations; a party is spelled as it is."""
    return _usual(session, keys, lambda key: _spellings(StatementRow.affiliation, StatementRow.affiliation_key == key))


def _outlets(session: Connection, keys: Iterable[str]) -> dict[str, str]:
    of_statement = DocumentRow.key == StatementRow.document_key
    return _usual(
        session,
        keys,
        lambda key: _spellings(DocumentRow.outlet, StatementRow.outlet_key == key).join(DocumentRow, of_statement),
    )


def _spellings(text: ColumnElement[str | None], wanted: ColumnElement[bool]) -> Select[str | None]:
    return select(text).select_from(StatementRow).where(wanted, StatementRow.current == true()).limit(_LOOKED_AT)


def _usual(session: Connection, keys: Iterable[str], spellings: Callable[[str], Select[str | None]]) -> dict[str, str]:
    return frequent((key, text, 1) for key in keys for text in session.scalars(spellings(key)))


_NAMING: Mapping[Facet, Callable[[Connection, list[str]], Mapping[str, str]]] = {
    Facet.SPEAKER: actor_names,
    Facet.AFFILIATION: _affiliations,
    Facet.OUTLET: _outlets,
}
