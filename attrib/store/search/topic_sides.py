"""Who is for a topic and who against it: the stances towards targets that name it, by speaker."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from sqlalchemy import ColumnElement, Connection, and_, or_, select

from attrib.data import StatementQuery
from attrib.data.positions import SpeakerStances, TopicStances
from attrib.store.database.session import Database
from attrib.store.naming.terms import has_term
from attrib.store.schema.statements import StanceRow, StatementRow
from attrib.store.search.facets import actor_names
from attrib.store.search.filters import conditions
from attrib.store.search.meanings import meaning_of
from attrib.store.search.sides import (
    StanceRows,
    meanings_of,
    reversals,
    stance_rows,
    stances_taken,
    sum_up,
    without_neutral,
)
from attrib.store.search.targets import asked_stances, is_actor, towards_actor
from attrib.targets.phrases import nouns_like, parse_phrase
from attrib.text.folding import fold_name

_ORDER = ("both", "support", "oppose", "neutral")
_OTHERS = 5  # targets with the topic's words that are told
_STEM = 4  # letters of a noun that all of its forms share


def topic_sides(
    database: Database, topic: str, query: StatementQuery, *, neutral: bool = False, encoder: str | None = None
) -> TopicStances:
    """The stances towards a topic of the statements that fit, by speaker; `neutral` and `encoder` as in `positions`.

    A topic that is the name of one actor is that actor under all of its names, and what is named so and is no actor:
    "Pakistan", where only its security forces speak. Any other is what targets name that
    say the same or more: "harbour tax" finds "local harbour taxes" and "the levy" of an article on the harbour tax, not
    "harbour tax cut". Errors as `search`.
    """
    with database.session() as session:
        restrictions = [*conditions(session, query), *asked_stances(session, query)]
        if is_actor(session, topic):
            found = stance_rows(session, [*restrictions, or_(towards_actor(session, topic), _named_so(topic))])
        else:
            found = _towards_topic(session, topic, restrictions, conditions(session, query), encoder)
        rows, left = without_neutral(found, neutral=neutral or query.stance == "neutral")
        speakers = _by_speaker(session, rows)
        others = _others(session, topic, [*restrictions], {row.target_key for row in found})
    return TopicStances(topic, speakers, _counted(row.target for row in rows), others[:_OTHERS], left)


def _named_so(topic: str) -> ColumnElement[bool]:
    """A condition: the target has the topic's very words, and nobody who speaks is meant."""
    return and_(StanceRow.target_key == fold_name(topic), StanceRow.target_actor_id.is_(None))


def _towards_topic(
    session: Connection, topic: str, restrictions: list[ColumnElement[bool]], statements: list[ColumnElement[bool]],
    encoder: str | None,
) -> StanceRows:  # fmt: skip
    wanted = parse_phrase(fold_name(topic))
    stems = {noun[:_STEM] for noun in nouns_like(wanted)}
    query = select(StanceRow.target_key).where(
        or_(*(StanceRow.target_key.contains(stem, autoescape=True) for stem in stems))
    )
    keys = {key for key in session.scalars(query.distinct()) if parse_phrase(key).sense == wanted.sense}
    able = StanceRow.target_key.in_(sorted(keys))
    rows = stance_rows(session, [*restrictions, able])
    documents = [*statements, StatementRow.number.in_(select(StanceRow.statement_number).where(able))]
    short = meanings_of(session, rows, documents, encoder, [able])
    phrases = {phrase.key: phrase for phrase in map(parse_phrase, keys)}
    meant = {key for key, phrase in phrases.items() if phrase.says(wanted)}
    return [row for row in rows if meaning_of(short, row.document_key, row.target_key) in meant]


def _by_speaker(session: Connection, rows: StanceRows) -> tuple[SpeakerStances, ...]:
    groups: dict[str | None, StanceRows] = defaultdict(list)
    for row in rows:
        groups[row.speaker_id].append(row)
    names = actor_names(session, {speaker for speaker in groups if speaker})
    pairs = {speaker: reversals(some) if speaker else [] for speaker, some in groups.items()}
    taken = stances_taken(session, pairs.values())
    speakers = [
        SpeakerStances(
            speaker=names[speaker] if speaker else None,
            speaker_id=speaker,
            **sum_up(some, pairs[speaker], taken),
        )
        for speaker, some in groups.items()
    ]
    return tuple(
        sorted(
            speakers,
            key=lambda item: (
                _ORDER.index(item.side),
                item.speaker is None,
                -item.count,
                item.speaker or "",
                item.speaker_id or "",
            ),
        )
    )


def _others(
    session: Connection, topic: str, restrictions: list[ColumnElement[bool]], counted: set[str]
) -> tuple[tuple[str, int], ...]:
    """The other targets that hold the topic's words, the most frequent first."""
    rows = stance_rows(session, [*restrictions, has_term(session, StanceRow.target_key, "target", topic)])
    return _counted(row.target for row in rows if row.target_key not in counted)


def _counted(targets: Iterable[str]) -> tuple[tuple[str, int], ...]:
    """Each spelling and its number, the most frequent first; capitals make no difference."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for target in targets:
        counts[fold_name(target)][target] += 1
    named = [(min(some, key=lambda text: (-some[text], text)), some.total()) for some in counts.values()]
    return tuple(sorted(named, key=lambda pair: (-pair[1], pair[0])))
