"""Fact checks of a desk: imported, matched with statements, and people's word on what is about what."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from attrib.claims.evidence import differing_figures, shared_words
from attrib.data import Notice, Problem, StatementQuery, StatementRecord
from attrib.data.checks import (
    MATCHED,
    Checked,
    CheckJudgement,
    CheckMatch,
    CheckVerdict,
    FactCheck,
    ImportedChecks,
    StoredCheck,
)
from attrib.errors import ReadError, SettingsError
from attrib.services import models
from attrib.services.check_updates import match_new
from attrib.services.queries import query_of
from attrib.services.search import find

if TYPE_CHECKING:
    from attrib.store.database.session import Database

Tell = Callable[[Problem], object]


class FactChecks:
    """The claims that fact-checkers have checked; `Desk.checks`.

    What is matched is a suggestion until a person confirms it; judgements are kept with who made them (`by`, the desk's
    if left out).
    """

    def __init__(self, database: Callable[[], "Database"], by: str) -> None:
        self._open = database
        self._by = by

    def import_from(
        self,
        sources: str | Path | Iterable[str | Path],
        *,
        strict: bool = False,
        date_order: str | None = None,
        tell: Tell | None = None,
    ) -> ImportedChecks:
        """Import the fact checks of files, folders and web addresses, and match them with the statements.

        `tell` is called with each problem and warning; with `strict` a ReadError is raised for the first problem, and
        nothing is imported.
        """
        from attrib.readers.checks.reading import read_checks

        items = read_checks(sources, date_order=date_order)
        done = import_checks(self._open(), items, strict=strict, tell=tell or (lambda _: None))
        self.update()
        return done

    def list(
        self, words: str = "", *, publisher: str = "", deleted: bool = False, limit: int | None = None
    ) -> Sequence[StoredCheck]:
        """The checks with some words, the latest first; `deleted` asks for those that people have deleted."""
        from attrib.store.checks.listing import list_checks

        return list_checks(self._open(), words, publisher=publisher, deleted=deleted, limit=limit)

    def show(self, check: str) -> StoredCheck:
        """A check by its id or the first digits, with its record as it was read. Raises NotFoundError."""
        from attrib.store.checks.listing import find_check

        return find_check(self._open(), check)

    def delete(self, *checks: str, by: str | None = None) -> Sequence[StoredCheck]:
        """Delete checks, all or none; `restore` brings them back. Raises StoreError for one that is deleted."""
        from attrib.store.checks.listing import delete_checks

        return delete_checks(self._open(), checks, by or self._by)

    def restore(self, *checks: str) -> Sequence[StoredCheck]:
        """Bring deleted checks back, all or none. Raises StoreError for one that is not deleted."""
        from attrib.store.checks.listing import restore_checks

        return restore_checks(self._open(), checks)

    def match(self, *, least: float = MATCHED, **filters: object) -> Sequence[StatementRecord]:
        """The statements with the checks that may be about them, those with the nearest first; `filters` as `search`.

        Each has its checks with a score of at least `least`, with the words that both have and the figures that only
        one has; rejected ones are left out.
        """
        return match_checks(self._open(), query_of(filters), least)[0]

    def confirm(self, statement: str, *checks: str, by: str | None = None, note: str | None = None) -> str:
        """Judge that checks are about what a statement claims; the id to undo it by.

        Raises StoreError where an active judgement says so already or denies it.
        """
        return self._judge(CheckVerdict.CONFIRMED, statement, checks, by, note)

    def reject(self, statement: str, *checks: str, by: str | None = None, note: str | None = None) -> str:
        """Judge that checks are not about what a statement claims; the id to undo it by. Raises as `confirm`."""
        return self._judge(CheckVerdict.REJECTED, statement, checks, by, note)

    def _judge(
        self, verdict: CheckVerdict, statement: str, checks: Sequence[str], by: str | None, note: str | None
    ) -> str:
        from attrib.store.checks.judgements import judge_match

        return judge_match(self._open(), verdict, statement, checks, by or self._by, note)

    def judgements(
        self, statement: str | None = None, *, undone: bool = False, limit: int | None = None
    ) -> Sequence[CheckJudgement]:
        """What people have judged of matches, the latest first; in one statement's article if given."""
        from attrib.store.checks.judgements import list_match_judgements

        return list_match_judgements(self._open(), statement=statement, undone=undone, limit=limit)

    def undo(self, judgement: str, *, by: str | None = None) -> Sequence[CheckJudgement]:
        """Take back a judgement, or all of one command, by the first digits of its id."""
        from attrib.store.checks.judgements import undo_match_judgement

        return undo_match_judgement(self._open(), judgement, by or self._by)

    def update(self) -> int:
        """Match what has not been matched; the number of steps. Every ingest and import does it too."""
        return sum(1 for _ in match_new(self._open()))


def import_checks(
    database: "Database", items: Iterable[FactCheck | Problem], *, strict: bool, tell: Tell
) -> ImportedChecks:
    """Store the checks among some items, the problems being told. Raises ReadError for a problem if `strict`."""
    from attrib.store.checks.importing import import_checks as store

    checks: list[FactCheck] = []
    for item in items:
        if isinstance(item, FactCheck):
            checks.append(item)
            continue
        if strict and not item.warning:
            raise ReadError(f"{item}; nothing was imported")
        tell(item)
    return store(database, checks)


def match_checks(
    database: "Database", query: StatementQuery, least: float = MATCHED
) -> tuple[list[StatementRecord], list[Notice]]:
    """The statements that fit with their nearest checks, those with the nearest first, and notices on the answer.

    Raises SettingsError for a topic (`about`), which finds by nearness, and what `find` raises.
    """
    from attrib.store.search.vectors import lacking

    if query.about is not None:
        raise SettingsError(
            "a topic finds statements by nearness, and checks are matched by claim; leave one of them out"
        )
    wanted = replace(query, checked=query.checked or Checked.YES) if least >= MATCHED else query
    notices: list[Notice] = []
    found: list[StatementRecord] = []
    for item in find(database, replace(wanted, limit=None)):
        if isinstance(item, Notice):
            notices.append(item)
            continue
        kept = tuple(with_evidence(item.quote, match) for match in item.checks if _counts(match, least))
        if kept:
            found.append(replace(item, checks=kept))
    articles = lacking(database, models.encoder_id())
    if articles:
        what = "1 article" if articles == 1 else f"{articles} articles"
        notices.append(Notice(f"statements of {what} are not matched until `attrib db embed` has run"))
    found.sort(key=lambda record: -_best(record))
    return found[: query.limit], notices


def _counts(match: CheckMatch, least: float) -> bool:
    near = match.verdict is None and match.score is not None and match.score >= least
    return near or match.verdict is CheckVerdict.CONFIRMED


def _best(record: StatementRecord) -> float:
    return max(match.score or 0.0 for match in record.checks)


def with_evidence(quote: str, match: CheckMatch) -> CheckMatch:
    """The match with the words that both have, and the figures that only one of them has."""
    check = match.check.check
    claim = f"{check.claim} {check.title or ''}"
    figures, _ = differing_figures(quote, claim)
    _, check_figures = differing_figures(quote, check.claim)
    return replace(match, shared=shared_words(quote, claim), figures=figures, check_figures=check_figures)
