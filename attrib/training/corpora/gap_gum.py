"""Texts whose coreference is labelled: GAP, GUM, and CoreNLP's of PolNeAR."""

import csv
import gzip
import json
import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from attrib.data import EntityKind, Mention, Span, Spans
from attrib.errors import CorpusError
from attrib.training.corpora.running_text import RunningText


@dataclass(frozen=True, slots=True)
class Anaphor:
    """A pronoun, names that mean the same, and names that mean another."""

    span: Span
    right: Spans
    wrong: Spans = ()


@dataclass(frozen=True, slots=True)
class EntityCluster:
    """All mentions of one entity, in order, and its type as GUM calls it ("person", "organization", "place", …)."""

    kind: str
    spans: Spans


@dataclass(frozen=True, slots=True)
class AnaphoraText:
    """One text with labelled pronouns, or with all its clusters; `names` are those of people that the corpus gives."""

    name: str
    text: str
    anaphors: tuple[Anaphor, ...] = ()
    names: tuple[Mention, ...] = ()
    clusters: tuple[EntityCluster, ...] = ()

    def mentions(self, found: Sequence[Mention]) -> list[Mention]:
        """The names that the corpus gives, and of those that a model found the ones that touch none of them."""
        free = (item for item in found if not any(item.span.overlaps(name.span) for name in self.names))
        return [*self.names, *free]


def read_gap(path: Path) -> list[AnaphoraText]:
    """GAP (Webster et al. 2018): tab-separated, a passage with one pronoun and two names a line.

    Raises CorpusError where the file is missing or has not that format.
    """
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            rows = list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
    except OSError as error:
        raise CorpusError(f"{path} cannot be read ({error.strerror}); fetch the corpus again") from error
    texts = []
    for number, row in enumerate(rows, 2):
        try:
            texts.append(_gap_text(row))
        except (KeyError, TypeError, ValueError) as error:
            raise CorpusError(
                f"{path}, line {number}: not a line of GAP ({error!r}); fetch the corpus again"
            ) from error
    if not texts:
        raise CorpusError(f"{path} holds no passages; give gap-development.tsv or gap-validation.tsv")
    return texts


def _gap_text(row: dict[str, str]) -> AnaphoraText:
    def span(name: str) -> Span:
        start = int(row[f"{name}-offset"])
        found = Span(start, start + len(row[name]))
        if found.of(row["Text"]) != row[name]:
            raise ValueError(f"{row[name]!r} does not stand at {start}")
        return found

    names = {span(side): row[f"{side}-coref"].upper() == "TRUE" for side in "AB"}
    right = tuple(place for place, same in names.items() if same)
    wrong = tuple(place for place, same in names.items() if not same)
    pronoun = Anaphor(span("Pronoun"), right, wrong)
    mentions = tuple(Mention(place, EntityKind.PERSON) for place in sorted(names))
    return AnaphoraText(row["ID"], row["Text"], (pronoun,), mentions)


def read_silver_coreference(path: Path, texts: dict[str, str]) -> list[AnaphoraText]:
    """CoreNLP's coreference of PolNeAR articles, one JSON object a line; `texts` by article name.

    Raises CorpusError where the file has not that format.
    """
    found = []
    try:
        with gzip.open(path, "rt", encoding="utf-8") as stream:
            for line in stream:
                row = json.loads(line)
                if row["id"] in texts:
                    ends = [(token[0], token[1]) for token in row["tokens"]]
                    chains = [
                        tuple(Span(ends[first][0], ends[end - 1][1]) for first, end, _ in chain)
                        for chain in row["coref"]
                    ]
                    clusters = tuple(EntityCluster("", chain) for chain in chains)
                    found.append(AnaphoraText(row["id"], texts[row["id"]], clusters=clusters))
    except (OSError, ValueError, KeyError, TypeError, IndexError, EOFError, zlib.error) as error:
        raise CorpusError(f"{path} is not gzipped JSON lines with id, tokens and coref ({error})") from error
    return found


def read_gum(folder: Path) -> list[AnaphoraText]:
    """GUM's coreference (Zeldes 2017) in WebAnno TSV 3.2, a file a document, put together to running text.

    Raises CorpusError where the folder has none or a file has not that format.
    """
    paths = sorted(folder.glob("*.tsv"))
    if not paths:
        raise CorpusError(f"no *.tsv under {folder}; give the folder of one GUM split (train or dev)")
    read = [(path.stem, *read_webanno(path)) for path in paths]
    return [AnaphoraText(name, text, clusters=tuple(clusters)) for name, text, clusters in read]


_SAME = re.compile(r"coref|ana|cata|appos|pred")


def read_webanno(path: Path) -> tuple[str, list[EntityCluster]]:
    """The running text of a WebAnno TSV 3.2 file and its clusters of mentions, single ones too.

    Tokens are put together with the usual spaces; a sentence is followed by a space, a heading by a line.
    """
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise CorpusError(f"{path} cannot be read ({error}); fetch the corpus again") from error
    running, spans, kinds, parents = RunningText(), dict[str, Span](), dict[str, str](), dict[str, str]()
    for number, line in enumerate(lines, 1):
        if not line or line.startswith("#"):
            if line.startswith("#Text="):
                running.end_sentence()
            continue
        columns = line.split("\t")
        try:
            token, word, labels, relations, targets = columns[0], columns[2], columns[3], columns[8], columns[9]
        except IndexError as error:
            raise CorpusError(f"{path}, line {number}: {len(columns)} columns, expected 10 or more") from error
        place = running.add(word)
        for key, kind in _mention_keys(token, labels):
            kinds[key] = kind
            spans[key] = Span(spans[key].start if key in spans else place.start, place.end)
        for one, other in _links(token, relations, targets):
            parents[_root(parents, one)] = _root(parents, other)
    clusters: dict[str, list[str]] = defaultdict(list)
    for key in spans:
        clusters[_root(parents, key)].append(key)
    return running.text, [_cluster(keys, spans, kinds) for keys in clusters.values()]


def _cluster(keys: Sequence[str], spans: Mapping[str, Span], kinds: Mapping[str, str]) -> EntityCluster:
    """The cluster of some mentions, of the kind that most of them have."""
    ((kind, _),) = Counter(kinds[key] for key in keys).most_common(1)
    return EntityCluster(kind, tuple(sorted(spans[key] for key in keys)))


def _mention_keys(token: str, labels: str) -> Iterator[tuple[str, str]]:
    """The mentions that a token is part of, the number in brackets or the token itself where it stands alone; types."""
    for label in labels.split("|") if labels != "_" else ():
        kind, _, number = label.removesuffix("]").partition("[")
        yield number or f"at {token}", kind


def _links(token: str, relations: str, targets: str) -> Iterator[tuple[str, str]]:
    if targets == "_":
        return
    for kind, target in zip(relations.split("|"), targets.split("|"), strict=False):
        match = re.fullmatch(r"(\d+-\d+)(?:\[(\d+)_(\d+)\])?", target)
        if match is None or not _SAME.match(kind):
            continue
        other, own = match.group(2) or "0", match.group(3) or "0"
        yield (
            own if own != "0" else f"at {token}",
            other if other != "0" else f"at {match.group(1)}",
        )


def _root(parents: dict[str, str], key: str) -> str:
    while parents.get(key, key) != key:
        key = parents[key]
    return key
