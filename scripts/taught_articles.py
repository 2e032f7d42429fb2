"""Make labelled articles of what a model tells, for a smaller model to learn from: text/ and labels/ in a new folder.

    attrib extract --model accurate --no-stance --format jsonl TEXTS > told.jsonl
    python -m scripts.taught_articles told.jsonl TEXTS articles/taught

Statements with a speaker are kept whose detection has a confidence of at least 0.5. An article without any is left out.
"""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

LEAST = 0.5
"""The least confidence of a statement that is kept."""


def main(told: str, texts: str, target: str) -> None:
    """Write the folder; a line that names a file which is not among the texts ends it with an error."""
    folder = Path(target)
    for part in ("labels", "text"):
        (folder / part).mkdir(parents=True, exist_ok=False)
    kept = statements = 0
    with Path(told).open(encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            path = Path(texts) / Path(article["document"]).name
            text = path.read_bytes().decode("utf-8")
            rows = list(labels(text, article["statements"]))
            if rows:
                label = {"file": path.name, "outlet": path.stem, "statements": rows}
                (folder / "labels" / f"{path.stem}.json").write_text(json.dumps(label), encoding="utf-8")
                (folder / "text" / path.name).write_bytes(text.encode("utf-8"))
                kept, statements = kept + 1, statements + len(rows)
    sys.stdout.write(f"{kept} articles with {statements} statements\n")


def labels(text: str, statements: Sequence[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """The statements as labels say them: in words, each piece of content with the number of its occurrence."""
    for statement in statements:
        speaker = statement["speaker"]
        if speaker is None or statement["confidence"] < LEAST:
            continue
        cue, source = (first_words(text, statement[part]) for part in ("cue", "source"))
        yield {
            "content": [text[start:end] for start, end in statement["content"]],
            "occurrence": [occurrence(text, start, end) for start, end in statement["content"]],
            "cue": cue,
            "source": source,
            "type": statement["type"],
            "speaker": speaker["name"],
            "speaker_aliases": [],
            "speaker_kind": speaker["kind"],
            "role": speaker.get("role") or "",
            "affiliation": speaker.get("affiliation") or "",
            "stances": [],
        }


def first_words(text: str, spans: Sequence[Sequence[int]]) -> str:
    """The words of the first of some spans, "" without any."""
    return text[slice(*spans[0])] if spans else ""


def occurrence(text: str, start: int, end: int) -> int:
    """Which occurrence of its own words a span is, from 1; occurrences may overlap."""
    words, at, count = text[start:end], -1, 0
    while at < start:
        at = text.index(words, at + 1)
        count += 1
    return count


if __name__ == "__main__":
    main(*sys.argv[1:])
