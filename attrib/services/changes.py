"""Changes of mind of a desk's actors, and people's word on them."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from attrib.data import StatementQuery
from attrib.data.changes import ActorChanges, ChangeJudgement
from attrib.data.checks import CheckVerdict
from attrib.errors import SettingsError
from attrib.services.queries import query_of

if TYPE_CHECKING:
    from attrib.store.database.session import Database


class Changes:
    """Where an actor said one thing and later the opposite; `Desk.changes`.

    What is told is a suggestion until a person confirms it; judgements are kept with who made them (`by`, the desk's if
    left out).
    """

    def __init__(self, database: Callable[[], "Database"], by: str) -> None:
        self._open = database
        self._by = by

    def of(self, name: str, *, rejected: bool = False, limit: int | None = None, **filters: object) -> ActorChanges:
        """The changes of mind of an actor, confirmed ones first, then the surest; `filters` as `Desk.search`.

        Undated statements make none, nor do denials, suppositions and questions, and sides below 0.6 only where
        `min_stance_score` says so. What people have rejected is left out unless `rejected`; with a `limit` the first
        ones are told. Raises AmbiguousNameError and NotFoundError for a name, and SettingsError for a topic.
        """
        return changes_of_mind(self._open(), name, query_of(filters), rejected=rejected, limit=limit)

    def confirm(self, one: str, other: str, *, by: str | None = None, note: str | None = None) -> str:
        """Judge that two statements are a change of mind; the id to undo it by. Their dates say which is the earlier.

        Raises StoreError for statements of two actors, of dates without an order, and for what is judged already.
        """
        return self._judge(CheckVerdict.CONFIRMED, one, other, by, note)

    def reject(self, one: str, other: str, *, by: str | None = None, note: str | None = None) -> str:
        """Judge that two statements are no change of mind; the id to undo it by. Raises as `confirm`."""
        return self._judge(CheckVerdict.REJECTED, one, other, by, note)

    def _judge(self, verdict: CheckVerdict, one: str, other: str, by: str | None, note: str | None) -> str:
        from attrib.store.changes.judgements import judge_change

        return judge_change(self._open(), verdict, one, other, by or self._by, note)

    def judgements(
        self, statement: str | None = None, *, undone: bool = False, limit: int | None = None
    ) -> Sequence[ChangeJudgement]:
        """What people have judged of changes of mind, the latest first; in one statement's article if given."""
        from attrib.store.changes.judgements import list_change_judgements

        return list_change_judgements(self._open(), statement=statement, undone=undone, limit=limit)

    def undo(self, judgement: str, *, by: str | None = None) -> Sequence[ChangeJudgement]:
        """Take back a judgement by the first digits of its id."""
        from attrib.store.changes.judgements import undo_change_judgement

        return undo_change_judgement(self._open(), judgement, by or self._by)


def changes_of_mind(
    database: "Database", name: str, query: StatementQuery, *, rejected: bool = False, limit: int | None = None
) -> ActorChanges:
    """The changes of mind of an actor, targets with the same meaning by their words as one.

    Raises SettingsError for a topic (`about`), and AmbiguousNameError or NotFoundError for a name.
    """
    from attrib.store.changes.finding import changes_of

    if query.about is not None:
        raise SettingsError("a topic by meaning finds statements by nearness, and none changes; give a target instead")
    own = replace(query, actor=(), any_actor=False)
    return changes_of(database, name, own, rejected=rejected, limit=limit)
