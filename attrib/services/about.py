"""Statements on a topic or claim, each with the speaker's stance towards it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain, islice

from attrib.data import Notice, Stance, StanceLabel, StatementQuery, StatementRecord
from attrib.english.names import mention_key
from attrib.errors import ModelError
from attrib.services import models
from attrib.settings import ExtractSettings
from attrib.store.database.session import Database
from attrib.store.search.added_vectors import added_lacking
from attrib.store.search.topic import Topic, near, records_near, search_about
from attrib.store.search.vectors import lacking

MOST_JUDGED = 400  # statements that are judged for a page of those with a certain stance
_BATCH = 32


def find_about(database: Database, query: StatementQuery) -> Iterator[StatementRecord | Notice]:
    """The statements about the query's topic, up to its limit, with their stance towards it.

    Notices among them say what the answer leaves out. Errors as `search_about`, and ModelError.
    """
    settings = ExtractSettings()
    encoder = models.open_encoder(settings)
    with database.session() as session:
        added = set(added_lacking(session, encoder.id).values())
    notices = _without_vectors(lacking(database, encoder.id) + len(added))
    text = query.about or ""
    topic = Topic(text, encoder.encode([text])[0], encoder.id)
    return chain(notices, _judged(search_about(database, replace(query, limit=None), topic), query, settings))


def near_topic(database: Database, query: StatementQuery) -> dict[int, float | None]:
    """The numbers of the statements about the query's topic that fit its other filters, nearest first, with cosines.

    Errors as `search_about`, and ModelError.
    """
    encoder = models.open_encoder(ExtractSettings())
    text = query.about or ""
    return near(database, query, Topic(text, encoder.encode([text])[0], encoder.id))


def judge_near(
    database: Database, query: StatementQuery, cosines: Mapping[int, float | None]
) -> Iterator[StatementRecord | Notice]:
    """Statements that are near the query's topic, given by their numbers, as `find_about` tells them."""
    return _judged(records_near(database, query.about or "", cosines), query, ExtractSettings())


def _without_vectors(articles: int) -> list[Notice]:
    """The notice that some articles have no sentence vectors; none where all have."""
    if not articles:
        return []
    counted = "1 article" if articles == 1 else f"{articles} articles"
    return [Notice(f"statements of {counted} can be found by words alone until `attrib db embed` has run")]


def _judged(
    records: Iterator[StatementRecord], query: StatementQuery, settings: ExtractSettings
) -> Iterator[StatementRecord | Notice]:
    """The records with stances, up to the limit; without a target, only those that have the stance asked for."""
    chooses = not query.target and (query.stance is not None or query.min_stance_score is not None)
    judge: models.Judge | None = None
    found = seen = 0
    while query.limit is None or found < query.limit:
        wanted = _BATCH if chooses or query.limit is None else min(_BATCH, query.limit - found)
        batch = list(islice(records, wanted))
        if not batch:
            return
        if chooses and query.limit is not None and seen >= MOST_JUDGED:
            cut = f"Of the {seen} nearest statements these are all; --limit 0 judges the others too."
            yield Notice(cut, warning=False)
            return
        seen += len(batch)
        try:
            judge = judge or models.open_judge(settings)
        except ModelError as error:
            if chooses:
                raise
            yield Notice(str(error))
            yield from _without_stances(batch, records, query.limit)
            return
        for record in with_stances(judge, query.about or "", batch):
            if (not chooses or _fits(record, query)) and (query.limit is None or found < query.limit):
                found += 1
                yield record


def _without_stances(
    batch: list[StatementRecord], records: Iterable[StatementRecord], limit: int | None
) -> Iterator[StatementRecord]:
    yield from batch
    yield from islice(records, None if limit is None else max(0, limit - len(batch)))


def with_stances(judge: models.Judge, topic: str, batch: list[StatementRecord]) -> Iterator[StatementRecord]:
    """The records, each with its stance towards the topic: that stored for a target of its name, else the judge's."""
    texts, answers = dict[int, str](), dict[str, tuple[StanceLabel, float]]()
    for at, record in enumerate(batch):
        if _told(record, topic) is None:
            texts[at] = judge.said(record.speaker, record.cue, record.quote)
    asked = list(dict.fromkeys(texts.values()))  # copies of an article say the same
    if asked:
        answers = dict(zip(asked, judge.towards(topic, asked), strict=True))
    for at, record in enumerate(batch):
        told = _told(record, topic)
        label, score = answers[texts[at]] if told is None else (told.label, told.score)
        if record.about is not None:
            yield replace(record, about=replace(record.about, stance=label, score=score))


def _told(record: StatementRecord, topic: str) -> Stance | None:
    """The support or opposition that is stored for a target that the topic names; None without one."""
    sides = (stance for stance in record.stances if stance.label is not StanceLabel.NEUTRAL)
    return next((stance for stance in sides if mention_key(stance.target) == mention_key(topic)), None)


def _fits(record: StatementRecord, query: StatementQuery) -> bool:
    about = record.about
    if about is None or (query.stance is not None and about.stance is not query.stance):
        return False
    return query.min_stance_score is None or (about.score or 0) >= query.min_stance_score
