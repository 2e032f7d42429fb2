"""Fit the weights that tell repeated claims, on events told by several outlets; writes config and weights.

    python -m scripts.fit_claims gold/claims extracted.jsonl corpora/allsides-news models/claims

`extracted.jsonl` is what `attrib extract --no-stance` prints of the events' texts, in the order of event and file name.
The last folder but one holds JSON lines with a "text", from which words get their rarity.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from math import log
from pathlib import Path

from attrib.claims.stems import stem
from attrib.claims.utterance import Utterance
from attrib.data import Assertion, Span
from attrib.nn.heads.claim_pairs import save_claim_pairs
from attrib.services import models
from attrib.settings import ExtractSettings
from attrib.text.folding import fold
from attrib.text.sentences import sentences
from attrib.training.claims.fit import fit
from attrib.training.claims.material import Event, Told, mark_groups, read_events
from attrib.training.claims.pairs import pairs_of

COMMON = 6000  # stems with a rarity of their own
EVERY = 3  # article counted, which is enough


def rarities(folder: Path) -> tuple[dict[str, float], float]:
    """The rarity of the commonest stems, and that of every other."""
    counts: Counter[str] = Counter()
    total = 0
    for path in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
            if number % EVERY:
                continue
            text = json.loads(line)["text"]
            for span in sentences(text):
                total += 1
                counts.update({stem(word) for word in fold(span.of(text)).split()})
    return {word: log(total / count) for word, count in counts.most_common(COMMON)}, log(total / 5)


def told(events: list[Event], path: Path) -> Iterator[list[Told]]:
    """The statements that were found in each event's texts."""
    lines = iter(path.read_text(encoding="utf-8").splitlines())
    for event in events:
        every = []
        for file in event.texts:
            for item in json.loads(next(lines))["statements"]:
                assertion = Assertion(item["assertion"]) if item["assertion"] else None
                speaker = item["speaker"] and item["speaker"]["name"]
                spans = tuple(Span(*span) for span in item["content"])
                every.append(Told(file, spans, Utterance(item["text"], speaker, assertion)))
        mark_groups(event, every)
        yield every


def main(gold: str, extracted: str, corpus: str, target: str) -> None:
    """Fit on all events and write the model."""
    known, rarest = rarities(Path(corpus))
    events = read_events(Path(gold))
    statements = list(told(events, Path(extracted)))
    texts = sorted({item.utterance.text for every in statements for item in every})
    vectors = dict(zip(texts, models.open_encoder(ExtractSettings()).encode(texts), strict=True))
    pairs = [
        pairs_of(event, every, vectors, lambda word: known.get(word, rarest))
        for event, every in zip(events, statements, strict=True)
    ]
    weights, bias = fit(pairs)
    save_claim_pairs(Path(target), weights, bias, known, rarest)


if __name__ == "__main__":
    main(*sys.argv[1:])
