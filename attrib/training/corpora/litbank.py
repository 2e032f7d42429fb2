"""LitBank's coreference of English fiction (Bamman, Lewke and Mansoor, LREC 2020), in the columns of CoNLL-2012."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from attrib.data import Span
from attrib.errors import CorpusError
from attrib.training.corpora.gap_gum import AnaphoraText, EntityCluster
from attrib.training.corpora.running_text import RunningText

_WORD, _CHAINS = 3, 12
_BRACKET = re.compile(r"(\()?(\d+)(\))?")


def read_litbank(folder: Path) -> list[AnaphoraText]:
    """Each work as running text with its clusters of mentions, single ones too, of no kind that the format tells.

    People, places, vehicles and bodies are labelled, common nouns and pronouns among them; things are not. Raises
    CorpusError where the folder has no *.conll or a file has not that format.
    """
    paths = sorted(folder.glob("*.conll"))
    if not paths:
        raise CorpusError(f"no *.conll under {folder}; give the folder of LitBank's coreference")
    return [_read(path) for path in paths]


@dataclass(slots=True)
class _Work:
    """What is read of one work: its text so far, the ends of its chains, and the mentions that are still open."""

    text: RunningText = field(default_factory=partial(RunningText, quotes=True))
    clusters: defaultdict[str, list[Span]] = field(default_factory=lambda: defaultdict(list))
    open: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def add(self, word: str, chains: str) -> None:
        """Add a word and the mentions that begin and end with it. Raises ValueError for brackets that do not match."""
        place = self.text.add(word)
        for begins, chain, ends in _brackets(chains):
            if begins:
                self.open[chain].append(place.start)
            if ends:
                if not self.open[chain]:
                    raise ValueError(f"the chain {chain} ends and has not begun")
                self.clusters[chain].append(Span(self.open[chain].pop(), place.end))


def _brackets(chains: str) -> Iterator[tuple[bool, str, bool]]:
    """Of each chain in a cell such as "(6|5)", whether a mention of it begins, its number, and whether one ends."""
    for item in chains.split("|") if chains not in {"_", "-", ""} else ():
        match = _BRACKET.fullmatch(item)
        if match is None or not (match[1] or match[3]):
            raise ValueError(f"{item!r} is no bracket of a chain")
        yield bool(match[1]), match[2], bool(match[3])


def _read(path: Path) -> AnaphoraText:
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise CorpusError(f"{path} cannot be read ({error}); fetch the corpus again") from error
    work = _Work()
    for number, line in enumerate(lines, 1):
        if not line or line.startswith("#"):
            continue
        columns = line.split("\t")
        try:
            work.add(columns[_WORD].strip(), columns[_CHAINS])
        except (IndexError, ValueError) as error:
            raise CorpusError(f"{path}, line {number}: not a line of CoNLL-2012 ({error})") from error
    if left := sorted(chain for chain, starts in work.open.items() if starts):
        raise CorpusError(f"{path}: the mentions of chain {left[0]} never end; fetch the corpus again")
    clusters = tuple(EntityCluster("", tuple(sorted(spans))) for spans in work.clusters.values())
    return AnaphoraText(path.stem, work.text.text, clusters=clusters)
