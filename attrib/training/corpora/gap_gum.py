"""Texts with pronouns whose antecedents are labelled: GAP, GUM, and CoreNLP's coreference of PolNeAR."""

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


@dataclass(frozen=True, slots=True)
class Anaphor:
    """A pronoun, mentions that mean the same, and mentions that mean another; `complete` where nothing else does."""

    span: Span
    right: Spans
    wrong: Spans = ()
    complete: bool = False


@dataclass(frozen=True, slots=True)
class EntityCluster:
    """All mentions of one entity, in order, and its type as GUM calls it ("person", "organization", "place", …)."""

    kind: str
    spans: Spans


@dataclass(frozen=True, slots=True)
class AnaphoraText:
    """One text with labelled pronouns; `names` are mentions that the corpus gives as names of people."""

    name: str
    text: str
    anaphors: tuple[Anaphor, ...]
    names: tuple[Mention, ...] = ()

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


_PRONOUN = re.compile(r"(?:he|his|him|himself|she|her|hers|herself|it|its)", re.IGNORECASE)
Clusters = list[list[Span]]


def _pronouns(name: str, text: str, clusters: Clusters) -> AnaphoraText:
    """The pronouns of a text whose clusters of mentions are known whole."""
    anaphors = []
    for cluster in clusters:
        for span in cluster:
            if _PRONOUN.fullmatch(span.of(text)):
                others = tuple(other for other in cluster if not _PRONOUN.fullmatch(other.of(text)))
                wrong = tuple(other for group in clusters if group is not cluster for other in group)
                if others:
                    anaphors.append(Anaphor(span, others, wrong, complete=True))
    return AnaphoraText(name, text, tuple(sorted(anaphors, key=lambda anaphor: anaphor.span)))


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
                    clusters = [
                        [Span(ends[first][0], ends[end - 1][1]) for first, end, _ in chain] for chain in row["coref"]
                    ]
                    found.append(_pronouns(row["id"], texts[row["id"]], clusters))
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
    return [_pronouns(path.stem, *_spans_of(*read_webanno(path))) for path in paths]


def _spans_of(text: str, clusters: list[EntityCluster]) -> tuple[str, Clusters]:
    return text, [list(cluster.spans) for cluster in clusters]


_NO_SPACE_BEFORE = re.compile(r"[,.;:!?)\]}%’”]|n['’]t|['’](?:s|re|ve|ll|d|m)?", re.IGNORECASE)
_NO_SPACE_AFTER = frozenset("([{$£“‘")
_SAME = re.compile(r"coref|ana|cata|appos|pred")


def read_webanno(path: Path) -> tuple[str, list[EntityCluster]]:
    """The running text of a WebAnno TSV 3.2 file and its clusters of mentions, single ones too.

    Tokens are put together with the usual spaces; a sentence is followed by a space, a heading by a line.
    """
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise CorpusError(f"{path} cannot be read ({error}); fetch the corpus again") from error
    text, spans, kinds, parents = "", dict[str, Span](), dict[str, str](), dict[str, str]()
    for number, line in enumerate(lines, 1):
        if not line or line.startswith("#"):
            text += "" if not line.startswith("#Text=") or not text else " "
            continue
        columns = line.split("\t")
        try:
            token, word, labels, relations, targets = columns[0], columns[2], columns[3], columns[8], columns[9]
        except IndexError as error:
            raise CorpusError(f"{path}, line {number}: {len(columns)} columns, expected 10 or more") from error
        if text and not text.endswith((" ", *_NO_SPACE_AFTER)) and not _NO_SPACE_BEFORE.fullmatch(word):
            text += " "
        place = Span(len(text), len(text) + len(word))
        text += word
        for key, kind in _mention_keys(token, labels):
            kinds[key] = kind
            spans[key] = Span(spans[key].start if key in spans else place.start, place.end)
        for one, other in _links(token, relations, targets):
            parents[_root(parents, one)] = _root(parents, other)
    clusters: dict[str, list[str]] = defaultdict(list)
    for key in spans:
        clusters[_root(parents, key)].append(key)
    return text, [_cluster(keys, spans, kinds) for keys in clusters.values()]


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
