"""Corpora of stances, each read in its publisher's own format."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from attrib.data import Span, Spans
from attrib.errors import CorpusError

SUPPORT, OPPOSE = 1, 2
_MARKED = re.compile(r"(.*?)\[(.*?)\](.*?)\[(.*?)\](.*)", re.DOTALL)
_POLARITIES = {2: OPPOSE, 4: 0, 6: SUPPORT}
_SIDES = {"support": SUPPORT, "oppose": OPPOSE}
_PERSPECTIVES = {"SUPPORT": SUPPORT, "UNDERMINE": OPPOSE}


@dataclass(frozen=True, slots=True)
class LabelledStance:
    """One text of a task (see nn.stance_config.TASKS), with a class for each of its targets, or for its topic.

    `group` names what a fair division of the texts keeps together: the same sentence, claim or article. A task "quoted"
    has the words quoted and, where it has a name, who speaks them.
    """

    task: str
    text: str
    labels: tuple[int, ...]
    targets: tuple[Spans, ...] = ()
    holders: Spans = ()
    topic: str | None = None
    group: str = ""
    quote: Span | None = None
    speaker: str = ""


def read_directed(path: Path) -> list[LabelledStance]:
    """Directed sentiment (Park et al., ACL 2021): a sentence with [p] and [q] in brackets, p, q and the class by tabs.

    p is the holder and q the target. Raises CorpusError where a line has not that format.
    """
    found = []
    for number, line in enumerate(_lines(path), 1):
        cells = line.rstrip("\n").split("\t")
        match = _MARKED.fullmatch(cells[0])
        if len(cells) != 4 or match is None or cells[3] not in set("01234"):
            raise CorpusError(f"{path}, line {number}: no sentence with [p] and [q], p, q and a class from 0 to 4")
        before, p, between, q, after = match.groups()
        text = before + p + between + q + after
        holder = Span(len(before), len(before) + len(p))
        target = Span(holder.end + len(between), holder.end + len(between) + len(q))
        found.append(LabelledStance("directed", text, (int(cells[3]),), ((target,),), (holder,), group=text))
    return found


def read_newsmtsc(path: Path) -> list[LabelledStance]:
    """NewsMTSC (Hamborg & Donnay, EACL 2021): JSON lines of a sentence and targets with polarity 2, 4 or 6."""
    found = []
    for number, row in _rows(path):
        try:
            text = row["sentence_normalized"]
            spans = tuple((Span(item["from"], item["to"]),) for item in row["targets"])
            labels = tuple(_POLARITIES[int(item["polarity"])] for item in row["targets"])
        except (KeyError, TypeError, ValueError) as error:
            raise CorpusError(f"{path}, line {number}: no sentence of NewsMTSC ({error!r})") from error
        found.append(LabelledStance("author", text, labels, spans, group=text))
    return found


def read_perspectrum(path: Path) -> list[LabelledStance]:
    """Perspectrum (Chen et al., NAACL 2019) as JSON lines: claim, perspective, stance SUPPORT or UNDERMINE."""
    found = []
    for number, row in _rows(path):
        try:
            text, claim, label = str(row["perspective"]), str(row["claim"]), _PERSPECTIVES[row["stance"]]
        except (KeyError, TypeError) as error:
            raise CorpusError(f"{path}, line {number}: no claim, perspective and stance ({error!r})") from error
        found.append(LabelledStance("topic", text, (label,), topic=claim, group=claim))
    return found


def read_basil(path: Path, *, held_out: bool = False) -> list[LabelledStance]:
    """BASIL (Fan et al., EMNLP 2019) as JSON lines: the sides inside quotations that are told directly.

    The stories whose id begins with a digit below 4, a quarter, are `held_out` to measure on and teach nothing.
    """
    found = []
    for number, row in _rows(path):
        try:
            text, story = str(row["text"]), str(row["story"])
            for item in row["quoted"]:
                speaker, target, label = str(item["speaker"]), str(item["target"]), _SIDES[item["stance"]]
                if item["aim"] == "dir" and (story < "4") is held_out:
                    name = "" if speaker.startswith("other ") else speaker
                    span = Span(*item["span"])
                    found.append(
                        LabelledStance("quoted", text, (label,), topic=target, group=story, quote=span, speaker=name)
                    )
        except (KeyError, TypeError, ValueError) as error:
            raise CorpusError(f"{path}, line {number}: no article of BASIL ({error!r})") from error
    return found


@dataclass(frozen=True, slots=True)
class Split:
    """A corpus of stance: what its development split is called, where both splits lie, and how they are read."""

    name: str
    train: str
    dev: str
    read: Callable[[Path], list[LabelledStance]]


SPLITS = (
    Split("directed-sentiment/valid", "directed-sentiment/train.txt", "directed-sentiment/valid.txt", read_directed),
    Split("newsmtsc/devtest_mt", "newsmtsc/train.jsonl", "newsmtsc/devtest_mt.jsonl", read_newsmtsc),
    Split("perspectrum/dev", "perspectrum/train.jsonl", "perspectrum/dev.jsonl", read_perspectrum),
)


def train_texts(corpora: Path) -> list[LabelledStance]:
    """The training splits of the three corpora."""
    return [text for split in SPLITS for text in split.read(corpora / split.train)]


def dev_texts(corpora: Path) -> dict[str, list[LabelledStance]]:
    """The splits that serve development, by name."""
    return {split.name: split.read(corpora / split.dev) for split in SPLITS}


def _rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in enumerate(_lines(path), 1):
        try:
            row = json.loads(line)
        except ValueError as error:
            raise CorpusError(f"{path}, line {number}: not JSON ({error})") from error
        if not isinstance(row, dict):
            raise CorpusError(f"{path}, line {number}: {type(row).__name__}, expected an object")
        yield number, row


def _lines(path: Path) -> list[str]:
    """The lines that are not empty. Raises CorpusError where there are none."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise CorpusError(f"{path} cannot be read ({error}); fetch the corpus again") from error
    kept = [line for line in lines if line.strip()]
    if not kept:
        raise CorpusError(f"{path} is empty; fetch the corpus again")
    return kept
