"""A tiny base and small hand-made corpora in their publishers' formats."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.tiny import on_one_thread, save_base

Statement = dict[str, str]
SENTENCES = (
    ("Ann Lee", "said", "the bridge is safe"),
    ("Bob Ray", "warned", "rain would come soon"),
    ("The mayor", "announced", "a new school"),
    ("Officials", "denied", "any delay"),
)


@pytest.fixture(scope="package", autouse=True)
def one_thread() -> Iterator[None]:
    with on_one_thread():
        yield


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_base(tmp_path_factory.mktemp("tiny") / "base")


def brat(text: str, *statements: Statement) -> str:
    """Stand-off lines of statements given as role to words, each found where it first stands."""
    lines, events, number = [], [], 0
    for index, statement in enumerate(statements, 1):
        parts = []
        for role, words in statement.items():
            number += 1
            start = text.index(words)
            lines.append(f"T{number}\t{role} {start} {start + len(words)}\t{words}")
            parts.append(f"{role}:T{number}")
        events.append(f"E{index}\t{' '.join(parts)}")
    return "\n".join([*lines, *events]) + "\n"


def write_split(folder: Path, articles: int) -> None:
    """A PolNeAR split of articles made of SENTENCES in turn."""
    for name in ("text", "attributions"):
        (folder / name).mkdir(parents=True)
    for index in range(articles):
        chosen = [SENTENCES[(index + step) % len(SENTENCES)] for step in range(3)]
        text = "\n\n".join(f"{source} {cue} {content}." for source, cue, content in chosen)
        statements = [{"Source": source, "Cue": cue, "Content": content} for source, cue, content in chosen]
        (folder / "text" / f"a{index}.txt").write_text(text, encoding="utf-8")
        (folder / "attributions" / f"a{index}_x.ann").write_text(brat(text, *statements), encoding="utf-8")


@pytest.fixture(scope="session")
def corpora(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """polnear/train and polnear/dev, and polnear-silver with the entities of one article."""
    folder = tmp_path_factory.mktemp("corpora")
    write_split(folder / "polnear" / "train", 6)
    write_split(folder / "polnear" / "dev", 2)
    (folder / "polnear-silver").mkdir()
    row = {"id": "a0", "tokens": [[0, 3, "NNP", "PERSON"], [4, 7, "NNP", "PERSON"], [8, 12, "VBD", "O"]]}
    with gzip.open(folder / "polnear-silver" / "train.jsonl.gz", "wt", encoding="utf-8") as stream:
        stream.write(json.dumps(row) + "\n")
    return folder
