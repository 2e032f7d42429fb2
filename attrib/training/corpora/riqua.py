"""RiQuA (Papay and Padó, LREC 2020), 19th-century fiction with its quotations marked: far from news, to check on."""

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from attrib.data import Span
from attrib.errors import CorpusError
from attrib.training.corpora.labels import ROLES, Attribution
from attrib.training.corpora.polnear import LabelledText

_WRITTEN = {"``": "“", "''": "”"}
# Tokens that stand against the word before them, and those that the next word stands against.
_CLINGS = re.compile(r"[,.;:!?)\]”]|'|'(?:s|d|m|ll|re|ve)|n't|--", re.IGNORECASE)
_DRAWS = re.compile(r"[(\[“]|--")


def read_riqua(path: Path) -> list[LabelledText]:
    """Passages in CofeNet's form, one JSON object a line: tokens, labels (O, B-content, I-content, ...) and id.

    Tokens are joined as print has them. The labels tell no links, so each attribution holds one span of one role.
    Raises CorpusError where the file has not that form.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise CorpusError(f"{path} cannot be read ({error}); fetch the corpus again") from error
    return [_passage(f"{path}, line {number}", line, number) for number, line in enumerate(lines, 1) if line.strip()]


def _passage(place: str, line: str, number: int) -> LabelledText:
    try:
        row: dict[str, Any] = json.loads(line)
        name, tokens, labels = f"{row['id']} {number}", list(map(str, row["tokens"])), list(map(str, row["labels"]))
        text, places = join_tokens(tokens)
        attributions = tuple(_attributions(labels, places))
    except (ValueError, KeyError, TypeError) as error:
        reason = f"no {error}" if isinstance(error, KeyError) else error
        raise CorpusError(f"{place}: not a passage with tokens and their labels ({reason})") from error
    return LabelledText(name, text, (attributions,))


def join_tokens(tokens: Sequence[str]) -> tuple[str, list[Span]]:
    """Plausible text of tokens, with curly quotation marks, and where each token stands in it."""
    parts: list[str] = []
    places: list[Span] = []
    end, clings = 0, True
    for token in tokens:
        word = _WRITTEN.get(token, token)
        if not clings and not _CLINGS.fullmatch(word):
            parts.append(" ")
            end += 1
        places.append(Span(end, end + len(word)))
        parts.append(word)
        end += len(word)
        clings = _DRAWS.fullmatch(word) is not None
    return "".join(parts), places


def _attributions(labels: Sequence[str], places: Sequence[Span]) -> Iterator[Attribution]:
    """One attribution a labelled span. Raises ValueError for labels that are no BIO tags, or not one a token."""
    if len(labels) != len(places):
        raise ValueError(f"{len(places)} tokens and {len(labels)} labels")
    runs: list[tuple[str, Span]] = []
    before = "O"
    for label, place in zip(labels, places, strict=True):
        tag, _, role = label.partition("-")
        if label != "O" and (tag not in ("B", "I") or role not in ROLES):
            raise ValueError(f"the label {label!r} is neither O nor B- or I- with {', '.join(ROLES)}")
        if tag == "I" and before == "O":
            raise ValueError(f"the label {label!r} goes on with a span that has not begun")
        if tag == "I" and runs[-1][0] == role:
            runs[-1] = role, Span(runs[-1][1].start, place.end)
        elif tag == "I":
            raise ValueError(f"the label {label!r} follows {before!r}")
        elif tag == "B":
            runs.append((role, place))
        before = label
    for role, span in runs:
        yield Attribution(**{"content": (), role: (span,)})
