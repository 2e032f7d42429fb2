"""Repeated claims of a desk: what is said more than once, by whom first, and people's word on what is the same."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from attrib.data import Notice
from attrib.data.claims import Claim, ClaimComparison, ClaimJudgement, ClaimLevel, ClaimSummary, ClaimVerdict
from attrib.errors import SettingsError
from attrib.services.claim_updates import compare_new, uncompared_claims
from attrib.services.comparing import compare_claim, compare_story

if TYPE_CHECKING:
    from attrib.store.database.session import Database


class Claims:
    """The claims that several statements make; `Desk.claims`.

    A `level` is "same_words", "near_words" or "same_meaning"; each holds the ones before it. What is told is a
    suggestion; what people judge stands above it, and is kept with who said it (`by`, the desk's if left out).
    """

    def __init__(self, database: Callable[[], "Database"], by: str) -> None:
        self._open = database
        self._by = by

    def list(
        self,
        *,
        level: str = ClaimLevel.MEANING,
        least: int = 2,
        limit: int | None = None,
        confident: bool = False,
    ) -> Sequence[ClaimSummary]:
        """The claims that `least` statements or more make, those in most independent outlets first.

        With `confident`, only those that so many statements make which a confident search shows.
        """
        from attrib.store.claims.listing import list_claims

        return list_claims(self._open(), level=claim_level(level), least=least, limit=limit, confident=confident)

    def notices(self) -> Sequence[Notice]:
        """What to know of all claims: that articles were not compared yet, or by older rules or another model."""
        return uncompared_claims(self._open())

    def show(self, claim: str, *, level: str = ClaimLevel.MEANING) -> Claim:
        """A claim with its statements, by its id or the first digits. Raises NotFoundError and AmbiguousNameError."""
        from attrib.store.claims.reading import show_claim

        return show_claim(self._open(), claim, level=claim_level(level))

    def of(self, statement: str, *, level: str = ClaimLevel.MEANING) -> Claim:
        """The claim that a statement makes, by the statement's id. Raises NotFoundError and AmbiguousNameError."""
        from attrib.store.claims.reading import claim_of

        return claim_of(self._open(), statement, level=claim_level(level))

    def compare(self, statement: str) -> ClaimComparison:
        """The claim that a statement makes as each outlet gave it, words aligned. Raises as `of`."""
        return compare_claim(self._open(), statement)

    def compare_story(self, article: str) -> Sequence[ClaimComparison]:
        """What the statements of an article claim that other articles have too; `article` as for a search."""
        return [*compare_story(self._open(), article)]

    def same(self, statement: str, *others: str, by: str | None = None, note: str | None = None) -> str:
        """Judge that statements make the same claim; the id to undo it by.

        Raises StoreError where an active judgement on two of them says so already or denies it.
        """
        return self._judge(ClaimVerdict.SAME, [statement, *others], by, note)

    def different(self, statement: str, *others: str, by: str | None = None, note: str | None = None) -> str:
        """Judge that the others make another claim than the first; the id to undo it by. Raises as `same`."""
        return self._judge(ClaimVerdict.DIFFERENT, [statement, *others], by, note)

    def _judge(self, verdict: ClaimVerdict, ids: Sequence[str], by: str | None, note: str | None) -> str:
        from attrib.store.claims.judgements import judge_claims

        return judge_claims(self._open(), verdict, ids, by or self._by, note)

    def judgements(
        self, statement: str | None = None, *, undone: bool = False, limit: int | None = None
    ) -> Sequence[ClaimJudgement]:
        """What people have judged of claims, the latest first; in one statement's article if given."""
        from attrib.store.claims.judgements import list_judgements

        return list_judgements(self._open(), statement=statement, undone=undone, limit=limit)

    def undo(self, judgement: str, *, by: str | None = None) -> Sequence[ClaimJudgement]:
        """Take back a judgement, or all of one command, by the first digits of its id."""
        from attrib.store.claims.judgements import undo_judgement

        return undo_judgement(self._open(), judgement, by or self._by)

    def update(self) -> int:
        """Compare the statements that have not been compared yet; how many they were. Every ingest does it too."""
        return sum(compare_new(self._open()))


def claim_level(level: str) -> ClaimLevel:
    """The level of that name. Raises SettingsError where there is none."""
    if level not in tuple(map(str, ClaimLevel)):
        raise SettingsError(f"level {level!r} is none of {', '.join(ClaimLevel)}")
    return ClaimLevel(level)
