"""Queries in words and as commands."""

import shlex
from contextlib import nullcontext
from dataclasses import fields
from datetime import UTC, datetime
from typing import Any

import pytest
from click.testing import CliRunner

from attrib.cli.main import cli
from attrib.data import FILTERS, SORTS, StatementQuery
from attrib.services.queries import query_of
from attrib.services.wording import command_line, in_words, title_of

EVERYTHING: dict[str, Any] = {
    "text": '"border tax" O\'Neill',
    "within": ("quote", "context"),
    "actor": ("Ann Lee", 'it\'s "me"'),
    "any_actor": True,
    "exclude_actor": ("Bo",),
    "affiliation": ("Norland",),
    "role": ("minister",),
    "as_of": "2007-06-01",
    "unnamed": "a senior official",
    "type": ("direct", "mixed"),
    "assertion": ("denied",),
    "statement": ("3f2a9c1b",),
    "repeats": "3f2a9c1b",
    "stance": "oppose",
    "target": ("Pakistan", "$HOME"),
    "min_stance_score": 0.4,
    "outlet": ("BBC",),
    "exclude_outlet": ("AP",),
    "document": ("talks.txt",),
    "title": ("talks",),
    "url": ("bbc.co.uk",),
    "since": "2024",
    "until": "2025-06",
    "said_since": "2024-02",
    "said_until": "2024-03-05",
    "to": ("reporters",),
    "at": ("Geneva",),
    "min_confidence": 0.25,
    "no_copies": True,
    "checked": "yes",
    "confident": True,
    "sort": "date",
}


def read_back(command: str, monkeypatch: pytest.MonkeyPatch) -> StatementQuery:
    """The query that a command of attrib makes, told by the command itself."""
    words = shlex.split(command)
    assert words[0] == "attrib"
    seen: list[StatementQuery] = []

    def remember(_database: object, query: StatementQuery, **_options: object) -> StatementQuery:
        seen.append(query)
        raise KeyboardInterrupt

    monkeypatch.setattr("attrib.cli.statements.report.open_database", lambda *_given, **_options: nullcontext())
    monkeypatch.setattr("attrib.cli.statements.report.with_actor_chosen", remember)
    result = CliRunner().invoke(cli, words[1:], prog_name="attrib")
    assert seen, result.output
    return seen[0]


@pytest.mark.parametrize("name", [*EVERYTHING, "everything", "about", "dash", "nothing", "rejected"])
def test_the_command_asks_the_same_again(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    cases: dict[str, dict[str, Any]] = {
        "everything": EVERYTHING,
        "about": {"about": "the border tax", "stance": "support"},
        "dash": {"text": "--not an option"},
        "nothing": {},
        "rejected": {"rejected": True},
        "within": {"text": "x", "within": EVERYTHING["within"]},
        "any_actor": {"actor": "x", "any_actor": True},
        "as_of": {"role": "mayor", "as_of": "2007-06-01"},
    }
    query = query_of(cases.get(name) or {name: EVERYTHING[name]} if name != "nothing" else {})
    assert read_back(command_line(query, "report"), monkeypatch) == query


def test_every_filter_is_in_words() -> None:
    words = dict(in_words(query_of(EVERYTHING)))
    for name in set(EVERYTHING) - {"confident", "sort"}:
        value = getattr(query_of({**EVERYTHING}), name)
        shown = value[0] if isinstance(value, tuple) else value
        assert any(str(shown)[:4] in told for told in words.values()) or value is True, name
    assert set(EVERYTHING) >= set(FILTERS) - {"about", "rejected"}
    assert {each.name for each in fields(StatementQuery)} >= set(EVERYTHING)


@pytest.mark.parametrize("sort", SORTS)
def test_every_order_is_in_words(sort: str) -> None:
    assert dict(in_words(query_of({"sort": sort})))["order"] != sort


def test_words() -> None:
    query = query_of({"actor": ("Ann", "Bo"), "since": "2024", "until": "2024-12", "no_copies": True})
    assert in_words(query) == (
        ("speaker", "Ann or Bo"),
        ("published in or after", "2024-01-01"),
        ("published before", "2025-01-01"),
        ("without what was copied", ""),
        ("order", "newest first"),
    )


def test_a_moment_of_python_is_told_whole() -> None:
    query = StatementQuery(since=datetime(2024, 5, 1, 12, 30, tzinfo=UTC))
    assert dict(in_words(query))["published in or after"] == "2024-05-01 12:30:00+00:00"
    assert "--since 2024-05-01" in command_line(query, "report")


def test_titles() -> None:
    assert title_of(StatementQuery()) == "Statements"
    assert title_of(StatementQuery(actor=("Ann",), target=("tax",), stance=None)) == "Ann, tax"
    assert len(title_of(StatementQuery(text="long " * 100))) <= 81
