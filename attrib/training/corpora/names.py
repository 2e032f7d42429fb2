"""Texts of the world's news with names labelled by hand: Worldwide Newswire (Shan et al., EMNLP 2023)."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from attrib.data import EntityKind, Mention, Span
from attrib.errors import CorpusError
from attrib.training.corpora.polnear import LabelledText, read_text

_KINDS = {
    "Person": EntityKind.PERSON,
    "Organization": EntityKind.ORGANIZATION,
    "Location": EntityKind.LOCATION,
    "Facility": EntityKind.LOCATION,
    "NORP": EntityKind.MISC,
    "Misc": EntityKind.MISC,
    "Product": EntityKind.MISC,
}
# CoreNLP, from which other texts have their names, marks no dates and sums as names.
_NO_NAMES = frozenset({"Date", "Money"})
_TO_THE_LEFT = re.compile(r"(?:[.,;:!?%)\]}’”…]|'s|’s|n't|n’t|'(?:re|ve|ll|d|m|t))", re.IGNORECASE)
_TO_THE_RIGHT = frozenset("([{$£€“‘#@")


class _Token(NamedTuple):
    text: str
    tag: str


def read_names(path: Path) -> list[LabelledText]:
    """The articles of a file of token, tab, tag lines, each after a line `# NAME`.

    Further tags of a line are of names within names ("Uganda" of "Uganda Airlines") and are left out.

    Blank lines part paragraphs. Spaces between tokens, which the file does not keep, are put back by rule. Raises
    CorpusError, with the line, where the file has not that format.
    """
    texts = []
    name, paragraphs = "", [[]]  # type: tuple[str, list[list[_Token]]]
    for number, line in enumerate(read_text(path).split("\n"), 1):
        if line.startswith("# ") and "\t" not in line:
            texts += _article(name, paragraphs)
            name, paragraphs = line[2:].strip().removesuffix(".tsv").removesuffix(".txt"), [[]]
        elif not line.strip() or line.startswith("http"):  # its address opens an article
            paragraphs.append([])
        else:
            fields = line.strip().split()
            first = next((at for at in range(len(fields), 1, -1) if not _is_tag(fields[at - 1])), 1)
            if first == len(fields):
                raise CorpusError(f"{path}, line {number}: {line[:80]!r} is not a token, a tab and a tag")
            paragraphs[-1].append(_Token(" ".join(fields[:first]), fields[first]))
    return texts + _article(name, paragraphs)


def _is_tag(field: str) -> bool:
    """Whether a field of a line is a tag of a name, or of none."""
    kind = field.removeprefix("B-").removeprefix("I-")
    return kind == "O" or (kind != field and (kind in _KINDS or kind in _NO_NAMES))


def held_out(name: str) -> bool:
    """Whether an article is kept for measurement: an eighth of the outlets, all articles of each."""
    outlet = re.sub(r"_\d+$", "", name)
    return hashlib.sha256(outlet.encode()).digest()[0] % 8 == 0


def _article(name: str, paragraphs: Sequence[Sequence[_Token]]) -> list[LabelledText]:
    """The article of the tokens, none where there are none."""
    text, mentions = "", []
    for paragraph in filter(None, paragraphs):
        joined, places = _joined(paragraph)
        start = len(text) + 2 if text else 0
        text = f"{text}\n\n{joined}" if text else joined
        mentions += [
            Mention(Span(start + places[first].start, start + places[last].end), kind)
            for first, last, kind in _runs(paragraph)
        ]
    return [LabelledText(name, text, (), tuple(mentions))] if text else []


def _joined(tokens: Sequence[_Token]) -> tuple[str, list[Span]]:
    """The words of a paragraph with spaces as news has them, and where each token stands.

    Straight double quotation marks open and close in turn.
    """
    text, places, quoted, tight = "", [], False, True
    for token in tokens:
        closes = token.text == '"' and quoted
        hyphen = token.text in ("-", "/")
        space = "" if tight or closes or hyphen or _TO_THE_LEFT.fullmatch(token.text) else " "
        places.append(Span(len(text) + len(space), len(text) + len(space) + len(token.text)))
        text += space + token.text
        opens = token.text == '"' and not quoted
        tight = opens or hyphen or token.text in _TO_THE_RIGHT
        if token.text == '"':
            quoted = not quoted
    return text, places


def _runs(tokens: Sequence[_Token]) -> Iterator[tuple[int, int, EntityKind]]:
    """First and last token of each name, and its kind."""
    first = 0
    for index, token in enumerate(tokens):
        kind = _KINDS.get(token.tag[2:])
        if token.tag.startswith("B-") or (index and tokens[index - 1].tag[2:] != token.tag[2:]):
            first = index
        ends = index + 1 == len(tokens) or tokens[index + 1].tag != f"I-{token.tag[2:]}"
        if kind is not None and ends:
            yield first, index, kind
