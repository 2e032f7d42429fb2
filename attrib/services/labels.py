"""Writing a folder of labelled articles: each text as it is stored in text/, its labels in labels/."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePath

from attrib.errors import SettingsError, WriteError
from attrib.store.reviews.export import ReviewedArticle
from attrib.writers.labels import label_json


@dataclass(frozen=True, slots=True)
class Written:
    """How much has been written, and where."""

    folder: Path
    articles: int = 0
    statements: int = 0
    reviewed: int = 0

    def __str__(self) -> str:
        if not self.articles:
            return f"0 articles are reviewed so; nothing was written to {self.folder}."
        articles = f"{self.articles} article{'' if self.articles == 1 else 's'}"
        said = f"{self.statements} statement{'' if self.statements == 1 else 's'}"
        return f"{articles} with {said}, {self.reviewed} of them reviewed, written to {self.folder}."


def write_labels(articles: Iterable[ReviewedArticle], folder: Path) -> Written:
    """Write articles as text/NN_name.txt and labels/NN.json.

    Raises SettingsError where the folder holds labels already, and WriteError where it cannot be written: no such disk,
    a full one, a folder of somebody else.
    """
    if any((folder / "labels").glob("*.json")):
        raise SettingsError(f"{folder} holds labels already; give a new folder, somebody may have worked in this one")
    written = Written(folder)
    for number, article in enumerate(articles, 1):
        name = f"{number:02}_{_name(article)}.txt"
        _write(folder / "text" / name, article.text)
        _write(
            folder / "labels" / f"{number:02}.json", label_json(name, article.text, article.statements, article.aliases)
        )
        reviewed = sum(bool(record.reviews) for record in article.statements)
        written = Written(folder, number, written.statements + len(article.statements), written.reviewed + reviewed)
    return written


def _name(article: ReviewedArticle) -> str:
    """A short name of letters and digits, from where the article was read."""
    stem = re.sub(r"[^A-Za-z0-9]+", "_", PurePath(article.location).stem).strip("_")
    return stem[:40] or article.sha256[:8]


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise WriteError(f"cannot write {path}: {error.strerror}; give a folder of yours") from error
