"""Who is who among the speakers of a database: looking them up, judging, and taking judgements back."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from attrib.data import ActorKind, ActorSummary, Problem
from attrib.data.actors import (
    ActorProfile,
    ImportReport,
    Judgement,
    JudgementResult,
    KnownActor,
    KnownRole,
    Namesakes,
    QuotedActor,
    Suggestion,
)
from attrib.errors import ReadError, SettingsError
from attrib.readers.people import read_people
from attrib.store.actors import affiliations, decisions, listing, merge, naming, profile
from attrib.store.actors.alike_names import compare_names
from attrib.store.actors.export_list import known_actors
from attrib.store.actors.import_list import import_actors
from attrib.store.actors.most_quoted import most_quoted
from attrib.store.actors.split_namesake import split_namesake
from attrib.store.actors.suggest_merges import suggest
from attrib.store.actors.suggest_namesakes import suggest_namesakes
from attrib.store.database.session import Database


class Actors:
    """The speakers across documents, and what people say of them; `Desk.actors`.

    A name is an id, a name, part of one, or an alias. Every method that takes one raises AmbiguousNameError, with the
    choices, where it fits several, and NotFoundError where it fits none. A judgement is kept with who made it (`by`,
    the desk's if left out) and a `note`; it raises StoreError where it says nothing new or contradicts another.
    """

    def __init__(self, database: Callable[[], Database], by: str) -> None:
        self._open = database
        self._by = by

    def list(
        self, text: str | None = None, *, kind: str | None = None, limit: int | None = None
    ) -> Sequence[ActorSummary]:
        """The speakers with most statements first; with `text`, those with a name in which a word begins so."""
        return listing.list_actors(self._open(), None if kind is None else _kind(kind), limit, text)

    def most_quoted(self, text: str | None = None, *, kind: str | None = None, limit: int) -> Sequence[QuotedActor]:
        """The speakers of `list` with little more than their names and numbers of statements: sooner there."""
        return most_quoted(self._open(), kind=None if kind is None else _kind(kind), text=text, limit=limit)

    def show(self, name: str, *, brief: bool = False) -> ActorProfile:
        """Everything that is known of one speaker: names, roles over time, parts, targets, judgements.

        A `brief` profile has its most frequent roles alone, and in its summary the latest affiliations, no types and no
        outlets.
        """
        return profile.profile(self._open(), name, brief=brief)

    def resolve(self, name: str) -> ActorSummary:
        """The one speaker that a name means: its summary as in a brief profile."""
        return listing.resolve_actor(self._open(), name, counted=False)

    def merge(self, name: str, *others: str, by: str | None = None, note: str | None = None) -> JudgementResult:
        """Judge that the others are the first speaker; it is shown under the first name."""
        _some(others, "merge")
        return merge.merge(self._open(), [name, *others], by or self._by, note)

    def split(self, name: str, *others: str, by: str | None = None, note: str | None = None) -> JudgementResult:
        """Judge that the others are not the first speaker, though merged or alike."""
        _some(others, "split")
        return merge.split(self._open(), [name, *others], by or self._by, note)

    def split_namesake(
        self,
        name: str,
        *,
        statements: Sequence[str] = (),
        affiliation: str | None = None,
        new_name: str | None = None,
        by: str | None = None,
        note: str | None = None,
    ) -> JudgementResult:
        """Judge that a name means somebody else in the articles of some statements, or with an affiliation."""
        if bool(statements) == (affiliation is not None):
            raise SettingsError("give either statements or affiliation: where the name means the other one")
        return split_namesake(
            self._open(),
            name,
            statements=statements,
            affiliation=affiliation,
            new_name=new_name,
            by=by or self._by,
            note=note,
        )

    def rename(self, name: str, new_name: str, *, by: str | None = None, note: str | None = None) -> JudgementResult:
        """Judge under which name a speaker is shown."""
        return naming.rename(self._open(), name, new_name, by or self._by, note)

    def add_alias(self, name: str, alias: str, *, by: str | None = None, note: str | None = None) -> JudgementResult:
        """Judge that a speaker is also called something else."""
        return naming.add_alias(self._open(), name, alias, by or self._by, note)

    def remove_alias(self, name: str, alias: str, *, by: str | None = None, note: str | None = None) -> JudgementResult:
        """Judge that a speaker is not called something, though a text or a person said so."""
        return naming.remove_alias(self._open(), name, alias, by or self._by, note)

    def set_kind(self, name: str, kind: str, *, by: str | None = None, note: str | None = None) -> JudgementResult:
        """Judge what a speaker is: person, organization, group or unnamed."""
        return naming.set_kind(self._open(), name, _kind(kind), by or self._by, note)

    def set_wikidata(self, name: str, item: str, *, by: str | None = None, note: str | None = None) -> JudgementResult:
        """Judge which item of Wikidata a speaker is, such as Q9545."""
        return naming.set_wikidata(self._open(), name, item, by or self._by, note)

    def add_affiliation(
        self,
        name: str,
        organization: str,
        *,
        role: str | None = None,
        since: str | None = None,
        until: str | None = None,
        by: str | None = None,
        note: str | None = None,
    ) -> JudgementResult:
        """Judge whom a speaker speaks for, in which role, and from when to when: a year, month or day each."""
        known = KnownRole(organization, role, since, until)
        return affiliations.add_affiliation(self._open(), name, known, by or self._by, note)

    def judgements(
        self, name: str | None = None, *, undone: bool = False, limit: int | None = None
    ) -> Sequence[Judgement]:
        """What people have judged, the latest first; of one speaker if given, and with `undone` what was taken back."""
        about = () if name is None else decisions.judged_actors(self._open(), name)
        return decisions.list_judgements(self._open(), about, undone=undone, limit=limit)

    def undo(self, judgement: str, *, by: str | None = None) -> Sequence[Judgement]:
        """Take back a judgement, or all of one import, by the first digits of its id (`JudgementResult.batch`)."""
        return decisions.undo(self._open(), judgement, by or self._by)

    def suggest(
        self, name: str | None = None, *, min_score: int = 80, limit: int | None = None, brief: bool = False
    ) -> Sequence[Suggestion]:
        """Pairs of speakers that may be one under two names, the likeliest first; `min_score` is from 0 to 100.

        Of those about as likely the most quoted come first; with a `limit` among the 500 likeliest. `brief` ones
        tell of each speaker the latest affiliations alone.
        """
        return suggest(self._open(), name, min_score=min_score, limit=limit, brief=brief)

    def compare(self) -> int:
        """Compare the names that are new with all others, for `suggest` to be quick; how many. An ingest does so."""
        return compare_names(self._open())

    def namesakes(self, name: str | None = None, *, limit: int | None = None) -> Sequence[Namesakes]:
        """Names that may mean two people, with evidence for each of the two."""
        return suggest_namesakes(self._open(), name, limit=limit)

    def import_list(
        self,
        people: str | Path | Iterable[KnownActor],
        *,
        kind: str | None = None,
        by: str | None = None,
        note: str | None = None,
    ) -> ImportReport:
        """Take in known people and organizations, of a CSV or JSON lines file or as values, all together or none.

        `kind` is that of records which do not say it. Raises ReadError, before anything is taken in, where records of
        a file cannot be used.
        """
        known = _read(Path(people), kind) if isinstance(people, str | Path) else list(people)
        return import_actors(self._open(), known, by or self._by, note)

    def export_list(self, *, kind: str | None = None) -> Sequence[KnownActor]:
        """What people have said of the speakers, as a list that `import_list` takes."""
        return [*known_actors(self._open(), None if kind is None else _kind(kind))]


def _kind(kind: str) -> ActorKind:
    kinds = tuple(map(str, ActorKind))
    if kind not in kinds:
        raise SettingsError(f"kind {kind!r} is none of {', '.join(kinds)}")
    return ActorKind(kind)


def _some(others: tuple[str, ...], verb: str) -> None:
    if not others:
        raise SettingsError(f"{verb} takes two names or more: first the one to keep, then the others")


def _read(path: Path, kind: str | None) -> Sequence[KnownActor]:
    """The records of a file. Raises ReadError where any cannot be used."""
    items = [*read_people(path, None if kind is None else _kind(kind))]
    unusable = [item for item in items if isinstance(item, Problem) and not item.warning]
    if unusable:
        raise ReadError(f"{len(unusable)} of the records of {path} cannot be used, the first: {unusable[0]}")
    return [item for item in items if isinstance(item, KnownActor)]
