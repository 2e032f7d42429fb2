"""The commonest kinds of errors as a Markdown table, each with a few words of text as examples."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from attrib.data import Spans
from attrib.training.evaluation.error_kinds import Error

_SHOWN, _BEFORE = 11, 4  # words of an example, and how many of them stand before the place where the sides part
_REACH = 300  # characters on each side to look for these words in
_EXAMPLES = 3


def error_table(found: Sequence[tuple[str, Error]], documents: int, kinds: int = 10) -> str:
    """A Markdown table of errors, each given with its text: the commonest kinds with count, share and examples."""
    counts = Counter(error.kind for _, error in found)
    shown = counts.most_common(kinds)
    lines = [
        (
            f"{len(found)} errors of {len(counts)} kinds in {documents} documents; the {len(shown)} commonest, in the "
            "examples [what is labelled] and {what is predicted}."
        ),
        "",
        "| kind | count | share | most often | examples |",
        "| --- | ---: | ---: | --- | --- |",
    ]
    for kind, count in shown:
        same = [(text, error) for text, error in found if error.kind == kind]
        cells = [kind, str(count), f"{100 * count / len(found):.1f} %", _most_often(error for _, error in same)]
        # From all over the corpus: neighbours are often of one article, and alike.
        chosen = [same[len(same) * number // _EXAMPLES] for number in range(min(_EXAMPLES, len(same)))]
        cells.append("<br>".join(_code(example(text, error)) for text, error in chosen))
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _most_often(errors: Iterable[Error]) -> str:
    """The words that more than one error of a kind hangs on."""
    counts = Counter(error.words for error in errors if 0 < len(error.words) <= 30)
    return ", ".join(f"{_code(words)} {count}" for words, count in counts.most_common(3) if count > 1)


def _code(words: str) -> str:
    """Words as they are, in Markdown code inside a table."""
    return "`{}`".format(words.replace("`", "'").replace("|", r"\|"))


def example(text: str, error: Error) -> str:
    """The words around the place where the sides part, labelled spans in [] and predicted ones in {}."""
    low, high = max(0, error.at - _REACH), error.at + _REACH
    words = list(re.finditer(r"\S+", text[low:high]))
    first = sum(low + word.end() <= error.at for word in words)
    chosen = words[max(0, first - _BEFORE) :][:_SHOWN]
    if not chosen:
        return ""
    start, end = low + chosen[0].start(), low + chosen[-1].end()
    marked, position = "", start
    for place, mark in _marks(error.labelled, error.predicted):
        if start <= place <= end:
            marked += text[position:place] + mark
            position = place
    return " ".join((marked + text[position:end]).split())


def _marks(labelled: Spans, predicted: Spans) -> list[tuple[int, str]]:
    """Brackets at both ends of each span, in the order of the text; at one place those that close come first."""
    closing = [(span.end, mark) for spans, mark in ((labelled, "]"), (predicted, "}")) for span in spans]
    opening = [(span.start, mark) for spans, mark in ((labelled, "["), (predicted, "{")) for span in spans]
    return sorted(closing + opening, key=lambda item: (item[0], item[1] in "[{"))
