"""A large database as newsrooms have it: few people speak often and many once, and words are as unequal."""

import random
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import accumulate, islice
from typing import NamedTuple, TypeVar

from sqlalchemy import insert, select

from attrib.data import (
    ActorKind,
    Document,
    Extraction,
    Run,
    Span,
    Speaker,
    Stance,
    StanceLabel,
    Statement,
    StatementType,
)
from attrib.store.claims.counting import count_claims
from attrib.store.database.session import Database
from attrib.store.save import save_many
from attrib.store.schema.claims import StatementUtteranceRow, UtteranceRow
from attrib.store.schema.statements import StatementRow
from scripts.benchmarks.registry import names

Item = TypeVar("Item")

_PER_DOCUMENT = 20
_HOURS = 3.5  # between articles: a million statements are of twenty years
_PEOPLE = 20  # statements for each name
_HEAD = 3  # the most frequent of a kind has 1 / _HEAD of the weight that it would have by Zipf's law
_REPEATED = 0.1  # the share of statements that make the claim of an earlier one
_STANCES = 0.5
_RUN = Run("generated", "0" * 64, "benchmark")
_SYLLABLES = ("ba", "den", "ko", "lin", "mar", "o", "pet", "ra", "sil", "tu", "ver", "wen", "ya", "zor", "gha", "mi")
_ROLES = ("minister", "spokesperson", "mayor", "senator", "director", "president")
_AT_ONCE = 400  # articles of a transaction


class Unequal(Sequence[str]):
    """Values of which the first is drawn most often, by Zipf's law."""

    def __init__(self, values: Sequence[str]) -> None:
        self._values = values
        self._weights = list(accumulate(1 / (place + _HEAD) for place in range(len(values))))

    def __len__(self) -> int:
        return len(self._values)

    def __getitem__(self, place: int) -> str:  # type: ignore[override]
        return self._values[place]

    def draw(self, draw: random.Random, count: int = 1) -> list[str]:
        return draw.choices(self._values, cum_weights=self._weights, k=count)


class Newsroom(NamedTuple):
    """Who speaks, for whom, where, in which words and about what; each the most frequent first."""

    people: Unequal
    organizations: Unequal
    outlets: Unequal
    words: Unequal
    targets: Unequal


def newsroom(statements: int) -> Newsroom:
    """The newsroom of a database of so many statements, always the same."""
    draw = random.Random(0)
    people = names(max(50, statements // _PEOPLE), draw)
    words = list(dict.fromkeys("".join(draw.choices(_SYLLABLES, k=draw.randint(1, 4))) for _ in range(20_000)))
    places = list(dict.fromkeys("".join(draw.choices(_SYLLABLES, k=3)).title() for _ in range(600)))
    organizations = [f"{place} {what}" for place in places for what in ("Party", "Council", "Bank")]
    draw.shuffle(organizations)
    targets = [name for some in zip(people, organizations, places * 3, strict=False) for name in some]
    outlets = [f"{place} {what}" for place in places[:20] for what in ("Courier", "Post")]
    return Newsroom(*map(Unequal, (people, organizations, outlets, words, targets)))


def fill(database: Database, statements: int) -> None:
    """Store so many statements in articles of twenty, and say of every tenth that it makes the claim of another."""
    room, draw = newsroom(statements), random.Random(1)
    articles = (_article(number, room, draw) for number in range(statements // _PER_DOCUMENT))
    while some := list(islice(articles, _AT_ONCE)):
        save_many(database, some)
    _repeat(database, draw)


def _article(number: int, room: Newsroom, draw: random.Random) -> Extraction:
    pieces, statements, at = [], [], 0
    for name in room.people.draw(draw, _PER_DOCUMENT):
        content = f"“The {' '.join(room.words.draw(draw, draw.randint(8, 30)))},”"
        line = f"{content} said {name}.\n\n"
        spans = Span(at, at + len(content)), Span(at + len(content) + 1, at + len(content) + 5)
        mention = Span(spans[1].end + 1, spans[1].end + 1 + len(name))
        (organization,) = room.organizations.draw(draw)
        speaker = Speaker(name, ActorKind.PERSON, mention, draw.choice(_ROLES), organization, 0.9)
        kind, sure = draw.choice(list(StatementType)), 1 - draw.random() ** 2 / 2
        stances = tuple(_stances(room, draw))
        statements.append(Statement(kind, spans[:1], spans[1:], (mention,), sure, speaker, None, stances))
        pieces.append(line)
        at += len(line)
    moment = datetime(2005, 1, 1, tzinfo=UTC) + timedelta(hours=_HOURS * number)
    (outlet,) = room.outlets.draw(draw)
    title = f"{' '.join(room.words.draw(draw, 6))}".capitalize()
    document = Document("".join(pieces), f"{number}.txt", outlet=outlet, title=title, published_at=moment)
    return Extraction(document, _RUN, tuple(statements))


def _stances(room: Newsroom, draw: random.Random) -> Iterator[Stance]:
    if draw.random() < _STANCES:
        (target,) = room.targets.draw(draw)
        yield Stance(target, "actor", draw.choice(list(StanceLabel)), round(draw.random(), 3))


def _repeat(database: Database, draw: random.Random) -> None:
    """Make every statement an utterance, and some of them claims of an earlier one."""
    with database.session() as session:
        numbers = session.scalars(select(StatementRow.number).order_by(StatementRow.number)).all()
    claims, known = dict[int, int](), list[int]()
    for number in numbers:
        repeats = bool(known) and draw.random() < _REPEATED
        claims[number] = draw.choice(known) if repeats else number
        if not repeats and (draw.random() < _REPEATED / 2 or not known):
            known.append(number)
    repeated = sorted(set(known).intersection(claims.values()))
    for some in _batches(claims.items(), 10_000):
        rows = [
            {"key": number, "words": number, "near": claim, "meaning": claim, "folded": number}
            for number, claim in some
        ]
        said = [{"statement_number": number, "utterance_key": number} for number, _ in some]
        with database.begin() as connection:
            connection.execute(insert(UtteranceRow), rows)
            connection.execute(insert(StatementUtteranceRow), said)
    for keys in _batches(repeated, 10_000):
        with database.begin() as connection:
            count_claims(connection, keys)


def _batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    remaining = iter(items)
    while batch := list(islice(remaining, size)):
        yield batch
