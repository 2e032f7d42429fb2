"""Labelled texts for training and measuring, each read in its publisher's own format."""

import gzip
import json
import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

from attrib.data import ActorKind, EntityKind, Mention, Span, Spans, StatementType
from attrib.errors import CorpusError
from attrib.training.corpora.labels import OCCASION, Attribution, OccasionLabel, SpeakerLabel


@dataclass(frozen=True, slots=True)
class LabelledText:
    """One article: attributions by annotator (the first is the reference), entities and speakers where labelled.

    `annotators` names whose attributions they are, where that is known. A text without annotations has entities alone.
    `nested` says that statements within statements are labelled too. `occasions` has what is labelled of when, to whom
    and where each statement was made, and `published` the text's date in ISO 8601, where the corpus tells them.
    """

    name: str
    text: str
    annotations: tuple[tuple[Attribution, ...], ...]
    entities: tuple[Mention, ...] | None = None
    labels: tuple[SpeakerLabel, ...] = ()
    annotators: tuple[str, ...] = ()
    nested: bool = False
    occasions: tuple[OccasionLabel, ...] = ()
    published: str = ""


def read_polnear(split: Path, silver: Path | None = None) -> list[LabelledText]:
    """A split of PolNeAR (Newell et al., LREC 2018): text/*.txt and brat stand-off attributions/NAME_annotator.ann.

    `silver` is a file of CoreNLP output, one JSON object a line, whose named entities come along.
    Raises CorpusError where the folder or a file has not that format.
    """
    files: dict[str, list[Path]] = {}
    for path in sorted((split / "attributions").glob("*.ann")):
        files.setdefault(path.stem.rsplit("_", 1)[0], []).append(path)
    if not files:
        raise CorpusError(f"no attributions/*.ann under {split}; give the folder of one PolNeAR split (train or dev)")
    entities = read_silver_entities(silver) if silver is not None else {}
    texts = []
    for name, paths in files.items():
        text = read_text(split / "text" / f"{name}.txt")
        annotations = tuple(tuple(_read_brat(path)) for path in paths)
        annotators = tuple(path.stem.rsplit("_", 1)[1] for path in paths)
        texts.append(LabelledText(name, text, annotations, entities.get(name), annotators=annotators))
    return texts


def read_text(path: Path) -> str:
    """The text of a file, its line ends untouched. Raises CorpusError where it is missing or no UTF-8."""
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            return stream.read()
    except OSError as error:
        raise CorpusError(f"{path} cannot be read ({error.strerror}); fetch the corpus again") from error
    except UnicodeDecodeError as error:
        raise CorpusError(
            f"{path} is not UTF-8 ({error.reason} at byte {error.start}); fetch the corpus again"
        ) from error


def _read_brat(path: Path) -> Iterator[Attribution]:
    spans: dict[str, Spans] = {}
    events: list[str] = []
    for number, line in enumerate(read_text(path).split("\n"), 1):
        if re.match(r"T\d+\t", line):
            try:
                key, head = line.split("\t")[:2]
                parts = head.split(" ", 1)[1].split(";")
                spans[key] = tuple(Span(*map(int, part.split())) for part in parts)
            except (ValueError, TypeError, IndexError) as error:
                raise CorpusError(f"{path}, line {number}: not a brat text-bound annotation: {line!r}") from error
        elif re.match(r"E\d+\t", line):
            events.append(line.split("\t", 1)[1])
    for event in events:
        roles: dict[str, Spans] = {"source": (), "cue": (), "content": ()}
        for item in event.split():
            role, _, key = item.partition(":")
            role = role.rstrip("0123456789").lower()
            if role in roles:
                roles[role] += spans.get(key, ())
        if roles["content"]:
            yield Attribution(roles["content"], roles["cue"], roles["source"])


_SILVER_KINDS = {kind.name: kind for kind in EntityKind}


class SilverToken(NamedTuple):
    """One token as CoreNLP reads it: where it stands, its part of speech as the Penn Treebank calls it, and entity."""

    start: int
    end: int
    tag: str
    entity: str


def read_silver_tokens(path: Path) -> Iterator[tuple[str, list[SilverToken]]]:
    """Each article's name and tokens from CoreNLP output. Raises CorpusError where the file has not that format."""
    try:
        with gzip.open(path, "rt", encoding="utf-8") as stream:
            for line in stream:
                row = json.loads(line)
                if not isinstance(row["id"], str):
                    raise TypeError(f"id = {row['id']!r}")
                yield row["id"], [SilverToken(*token) for token in row["tokens"]]
    except (OSError, ValueError, KeyError, TypeError, EOFError, zlib.error) as error:
        raise CorpusError(f"{path} is not gzipped JSON lines with id and tokens ({error})") from error


def read_silver_entities(path: Path) -> dict[str, tuple[Mention, ...]]:
    """Named entities by article from CoreNLP output: runs of tokens of one type."""
    return {name: tuple(_entity_runs(tokens)) for name, tokens in read_silver_tokens(path)}


def _entity_runs(tokens: Sequence[SilverToken]) -> Iterator[Mention]:
    current: tuple[int, int, str] | None = None
    for start, end, _, label in [*tokens, SilverToken(0, 0, "", "O")]:
        if current and current[2] == label:
            current = (current[0], end, label)
            continue
        if current and current[2] in _SILVER_KINDS:
            yield Mention(Span(current[0], current[1]), _SILVER_KINDS[current[2]])
        current = (start, end, label)


# Where nested statements are labelled, one in eight statements is; elsewhere one slips in here and there.
_NESTED_SHARE = 0.03


def read_labelled_articles(folder: Path) -> list[LabelledText]:
    """Articles labelled statement by statement: labels/NN.json name the file in text/ and copy its words.

    Cue and source, which the labels give as words, are found where they stand nearest to the content. The folder's name
    stands for whoever labelled it; nested statements are labelled where it has any.
    """
    paths = sorted((folder / "labels").glob("*.json"))
    if not paths:
        raise CorpusError(f"no labels/*.json under {folder}; give a folder with labels/ and text/")
    texts = []
    for path in paths:
        try:
            label = json.loads(read_text(path))
            text = read_text(folder / "text" / label["file"])
            rows = label["statements"]
            attributions = tuple(locate_label(text, row) for row in rows)
            labels = tuple(_speaker_label(item, row) for item, row in zip(attributions, rows, strict=True))
        except (ValueError, KeyError, TypeError) as error:
            reason = f"no {error}" if isinstance(error, KeyError) else error
            raise CorpusError(
                f"{path} is not a labelled article ({reason}); see the corpus's own description"
            ) from error
        name = Path(label["file"]).stem
        occasions = tuple(OccasionLabel(*(row.get(part) or "" for part in OCCASION)) for row in rows)
        told = occasions if any(occasion != OccasionLabel() for occasion in occasions) else ()
        texts.append(
            LabelledText(
                name, text, (attributions,), labels=labels, annotators=(folder.name,), occasions=told,
                published=label.get("date") or "",
            )
        )  # fmt: skip
    nested = _nested_share(texts) >= _NESTED_SHARE
    return [replace(text, nested=nested) for text in texts]


def _nested_share(texts: Sequence[LabelledText]) -> float:
    """The share of statements whose content lies within that of another."""
    total = found = 0
    for text in texts:
        reach = [
            Span(min(part.start for part in item.content), max(part.end for part in item.content))
            for item in text.annotations[0]
        ]
        total += len(reach)
        found += sum(any(b.start <= a.start and a.end <= b.end and a != b for b in reach) for a in reach)
    return found / max(1, total)


def _speaker_label(attribution: Attribution, row: dict[str, Any]) -> SpeakerLabel:
    kind, form = ActorKind(row["speaker_kind"]), StatementType(row["type"])
    role, affiliation = row.get("role", ""), row["affiliation"]
    aliases = tuple(str(alias) for alias in row.get("speaker_aliases") or ())
    return SpeakerLabel(attribution.content, form, row["speaker"], kind, role, affiliation, row["source"], aliases)


def locate_label(text: str, row: dict[str, Any]) -> Attribution:
    """The spans of one label. Raises ValueError where a piece of content is not in the text."""
    content = []
    for piece, nth in zip(row["content"], row.get("occurrence") or [1] * len(row["content"]), strict=True):
        places = [match.start() for match in re.finditer(f"(?={re.escape(piece)})", text)]
        if not 1 <= nth <= len(places):
            raise ValueError(f"the piece {piece[:60]!r} stands {len(places)} times in the text, not {nth}")
        content.append(Span(places[nth - 1], places[nth - 1] + len(piece)))
    spans = tuple(content)
    cue = _nearest(text, row["cue"], spans, spans)
    source = _nearest(text, row["source"], cue or spans, (*spans, *cue))
    return Attribution(spans, cue, source)


def _nearest(text: str, words: str, anchors: Spans, taken: Spans) -> Spans:
    """Where the words stand nearest to an anchor, on whole words, without touching what is taken."""
    if not words:
        return ()
    pattern = rf"(?<!\w){re.escape(words)}(?!\w)" if words[0].isalnum() and words[-1].isalnum() else re.escape(words)
    places = [Span(*match.span()) for match in re.finditer(pattern, text)]
    free = [place for place in places if not any(place.overlaps(span) for span in taken)]

    def gap(place: Span) -> int:
        return min(max(place.start - anchor.end, anchor.start - place.end) for anchor in anchors)

    return (min(free, key=gap),) if free else ()
