"""Measuring what tells repeated claims: on events told by several outlets, and on known claims."""

import csv
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from attrib.data import Document
from attrib.data.checks import KEPT, MATCHED
from attrib.errors import CorpusError
from attrib.services import models
from attrib.services.claim_model import open_scorer
from attrib.settings import ExtractSettings

if TYPE_CHECKING:
    from attrib.claims.ranking import Scores, WordIndex
    from attrib.claims.utterance import Utterance
    from attrib.data import Extraction
    from attrib.training.claims.material import Event
    from attrib.training.claims.pairs import Encode
    from attrib.training.evaluation.claims import Shown
    from attrib.training.evaluation.measurement import Measurement

KNOWN, QUERIES = "verified-claims.tsv", "tweet-claim-pairs.tsv"


def measure_claims(settings: ExtractSettings, folder: Path) -> list["Measurement"]:
    """The figures of a folder of events (*/groups.json), or of known claims (verified-claims.tsv) and their repeats.

    On events, statements are those that the attribution model finds; what is learned is learned anew without each
    event, and told of that one. Raises ModelError, SettingsError and CorpusError.
    """
    encode = models.open_encoder(settings).encode
    if (folder / KNOWN).is_file():
        return [measure_known(folder, encode)]
    from attrib.training.claims.material import read_events

    events = read_events(folder)
    pipeline = models.open_pipeline(replace(settings, stance=False))
    texts = [Document(text, location=f"{event.name}/{file}") for event in events for file, text in event.texts.items()]
    found = {extraction.document.location: extraction for extraction in pipeline.extract(texts)}
    return [measure_events(folder, events, found, encode)]


def measure_events(
    folder: Path, events: Sequence["Event"], found: dict[str, "Extraction"], encode: "Encode"
) -> "Measurement":
    """The figures of events, given what was found in each text ("EVENT/FILE")."""
    from attrib.training.claims.fit import fit
    from attrib.training.claims.material import told
    from attrib.training.claims.pairs import pairs_of
    from attrib.training.evaluation.claims import PairCounts, count_pairs, reach, tells
    from attrib.training.evaluation.measurement import Measurement, rows_digest

    scorer = open_scorer()
    statements = [told(event, {file: found[f"{event.name}/{file}"] for file in event.texts}) for event in events]
    texts = sorted({item.utterance.text for every in statements for item in every})
    vectors = dict(zip(texts, encode(texts), strict=True))
    pairs = [pairs_of(event, every, vectors, scorer.rarity) for event, every in zip(events, statements, strict=True)]
    counts = PairCounts()
    for at, each in enumerate(pairs):
        weights, bias = fit([*pairs[:at], *pairs[at + 1 :]])
        counts += count_pairs(each, tells(replace(scorer, weights=weights, bias=bias), each))
    percentages = {"statements reached": reach(events, statements)} | counts.percentages()
    digest = rows_digest((event.name, event.texts, event.groups, event.unlike) for event in events)
    return Measurement(f"claims/{folder.resolve().name}", len(found), digest, percentages=percentages)


def measure_known(folder: Path, encode: "Encode") -> "Measurement":
    """How well texts find the known claims that they repeat: the claim and its title are one known claim.

    Raises CorpusError where a file lacks a column, or a pair names a claim that is not there.
    """
    import numpy as np

    from attrib.claims.ranking import WordIndex, fused
    from attrib.claims.utterance import Utterance
    from attrib.training.evaluation.claims import Ranks, Shown, shares_shown
    from attrib.training.evaluation.measurement import Measurement, file_digest

    known, queries = _table(folder / KNOWN, "fact", "title"), _table(folder / QUERIES, "claim", "fact")
    places = {fact: number for number, (fact, _) in enumerate(known)}
    missing = next((fact for _, fact in queries if fact not in places), None)
    if missing is not None:
        raise CorpusError(f"{folder / QUERIES} pairs a text with {missing!r}, which {folder / KNOWN} does not have")
    facts, titles = (encode([row[column] for row in known]) for column in (0, 1))
    index, asked = WordIndex([f"{title} {fact}" for fact, title in known]), encode([text for text, _ in queries])
    ranks, baseline, shown = list[int](), list[int](), list[Shown]()
    for (text, fact), vector in zip(queries, asked, strict=True):
        right, words = places[fact], index.scores(text)
        cosines = (facts @ vector + titles @ vector).astype(np.float64) / 2
        both = fused(cosines, words)
        for scores, kept in ((both, ranks), (cosines, baseline)):
            kept.append(1 + int((scores > scores[right]).sum()))
        shown.append(_shown(Utterance(text), known, index, (both, cosines), right))
    return Measurement(
        f"claims/{folder.resolve().name}",
        len(queries),
        file_digest([folder / KNOWN, folder / QUERIES]),
        percentages=Ranks(tuple(ranks)).percentages() | shares_shown(shown, MATCHED),
        baselines={"cosine alone": Ranks(tuple(baseline)).percentages()},
    )


def _shown(
    said: "Utterance", known: Sequence[tuple[str, ...]], index: "WordIndex", scores: "tuple[Scores, Scores]", right: int
) -> "Shown":
    """What is shown for a text, as `attrib checks match` would: the highest score, and that without the right claim.

    `scores` are the fused ones and the cosines of all known claims.
    """
    from attrib.claims.agreement import agrees, judged_score
    from attrib.training.evaluation.claims import Shown

    judged: dict[int, float] = {}
    for place in (-scores[0]).argsort(kind="stable")[: KEPT + 1].tolist():
        fact, title = known[place]
        agreeing = agrees(said, fact, title, float(scores[1][place]), index.rarity)
        judged[place] = judged_score(float(scores[0][place]), agrees=agreeing)
    kept = list(judged)[:KEPT]
    best = max(kept, key=judged.__getitem__)
    others = [judged[place] for place in judged if place != right][:KEPT]
    return Shown(judged[best], best == right, max(others, default=0.0))


def _table(path: Path, *columns: str) -> list[tuple[str, ...]]:
    """The rows of a table with tabs. Raises CorpusError where it is missing or lacks a column."""
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            rows = list(csv.DictReader(stream, delimiter="\t"))
    except (OSError, UnicodeDecodeError) as error:
        raise CorpusError(f"{path} cannot be read ({error}); give the folder of the known claims") from error
    if not rows or any(row.get(column) is None for row in rows for column in columns):
        raise CorpusError(f"{path} has no rows, or not the columns {', '.join(columns)} in each")
    return [tuple(row[column] for column in columns) for row in rows]
