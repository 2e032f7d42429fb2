"""What a desk writes down of statements: corrections, added statements, and taking them back."""

from collections.abc import Sequence
from pathlib import Path

from attrib.data import Review
from attrib.errors import SettingsError
from attrib.services.added_vectors import embed_added, redrawn
from attrib.services.labels import Written, write_labels
from attrib.services.opened import Opened
from attrib.services.reviews import Reviewed, added_statement, correction
from attrib.store.documents.added_statements import add_statement
from attrib.store.reviews.export import reviewed_articles
from attrib.store.reviews.listing import list_reviews
from attrib.store.reviews.record import review_all, undo_review


class Reviewing(Opened):
    """The part of a desk that reviews statements."""

    def review(
        self,
        statement: str | Sequence[str],
        *,
        accept: bool = False,
        reject: bool = False,
        stance: str | None = None,
        target: str | None = None,
        speaker: str | None = None,
        role: str | None = None,
        affiliation: str | None = None,
        type: str | None = None,
        assertion: str | None = None,
        quote: str | None = None,
        at: int | None = None,
        by: str | None = None,
        note: str | None = None,
    ) -> Reviewed:
        """Correct, accept or reject a statement, or several alike, given by ids or first digits.

        What is left out stays as it is; an empty role or affiliation is none, and the stance "none" takes it away. Of
        several statements all are reviewed or none. `speaker` is a name as for search, "unknown" for nobody known, or
        "new:" and a name for somebody new whose name is near a known one. `quote` is the words of the article that are
        the whole quote; `at` is where they begin, if they stand there several times.
        Raises SettingsError where nothing is said or things that exclude each other, NotFoundError and
        AmbiguousNameError for the statement or the speaker, and StoreError for what cannot be stored.

        >>> desk.review("3f2a9c1b", stance="oppose", target="Pakistan", note="he says so in the next sentence")
        """
        said = correction(
            accept=accept,
            reject=reject,
            stance=stance,
            target=target,
            speaker=speaker,
            role=role,
            affiliation=affiliation,
            type=type,
            assertion=assertion,
            quote=quote,
            at=at,
        )
        statements = [statement] if isinstance(statement, str) else list(statement)
        if not statements:
            raise SettingsError("there is no statement to review; give an id or several")
        done = review_all(self._opened(), statements, said, by or self._by, note)
        if quote is not None:
            embed_added(self._opened())
        return Reviewed(done.id, done.statements, done.remarks)

    def add_statement(
        self,
        document: str,
        quote: str,
        *,
        speaker: str,
        cue: str | None = None,
        type: str | None = None,
        assertion: str | None = None,
        role: str | None = None,
        affiliation: str | None = None,
        stance: str | None = None,
        target: str | None = None,
        at: int | None = None,
        by: str | None = None,
        note: str | None = None,
    ) -> Reviewed:
        """Add a statement that no model has found to a document, given by its id, its place or one of its statements.

        `quote` is words of the article, `cue` words near the quote, and `speaker` a name as for `review`. Raises
        SettingsError, NotFoundError and AmbiguousNameError as `review`, also for the document and for words that it
        does not have, and StoreError for words that it has several times or that are a statement already.

        >>> desk.add_statement("talks.txt", "the talks had failed", speaker="Mujahid", cue="said")
        """
        added = added_statement(
            quote=quote,
            speaker=speaker,
            cue=cue,
            type=type,
            assertion=assertion,
            role=role,
            affiliation=affiliation,
            stance=stance,
            target=target,
            at=at,
        )
        done = add_statement(self._opened(), document, added, by or self._by, note)
        embed_added(self._opened())
        return Reviewed(done.id, done.statements, done.remarks)

    def reviews(
        self, statement: str | None = None, *, undone: bool = False, apart: bool = False, limit: int | None = None
    ) -> Sequence[Review]:
        """What people have said, the latest first; of one statement if given, with `undone` what was taken back too.

        With `apart` only what search does not show, because the article is deleted or its newer text has no such words.
        """
        return list_reviews(self._opened(), statement, undone=undone, apart=apart, limit=limit)

    def undo_review(self, review: str, *, by: str | None = None) -> Sequence[Review]:
        """Take back a review by its id (`Reviewed.id`) or first digits; what was taken back."""
        undone = undo_review(self._opened(), review, by or self._by)
        if redrawn(undone):
            embed_added(self._opened())
        return undone

    def export_reviews(self, folder: str | Path, *, complete: bool = False) -> Written:
        """Write reviewed articles as training data; with `complete` only those of which every statement is reviewed."""
        return write_labels(reviewed_articles(self._opened(), complete=complete), Path(folder))
