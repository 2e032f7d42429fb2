"""What a person says of a statement: checked, written down, and the statement as it is from then on."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from attrib.data import ACCEPTED, NO_STANCE, REJECTED, Assertion, StanceLabel, StatementRecord, StatementType
from attrib.errors import SettingsError
from attrib.store.documents.added_statements import AddedStatement
from attrib.store.reviews.corrections import Correction

STANCES = (*map(str, StanceLabel), NO_STANCE)
"""What a review can say of a stance; NO_STANCE takes it away."""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What was written down at once: the id to take it back by, the statements as they are now.

    `remarks` say how a speaker's name was understood, where that is not plain.
    """

    id: str
    statements: tuple[StatementRecord, ...]
    remarks: tuple[str, ...] = ()

    @property
    def statement(self) -> StatementRecord:
        """The first of the statements, or the only one."""
        return self.statements[0]


def correction(
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
    spelling: Callable[[str], str] = str,
) -> Correction:
    """The correction that a person gives; None leaves a field as it is, and an empty role or affiliation is none.

    `spelling` says how messages name a field. Raises SettingsError where nothing is said, or things that exclude each
    other, or a stance, type or assertion that there is not.
    """
    named = {name: spelling(name) for name in ("accept", "reject", "stance", "speaker", "target", "type")}
    said = (stance, speaker, role, affiliation, type, assertion, quote)
    if accept and reject:
        raise SettingsError(f"{named['accept']} and {named['reject']} exclude each other; give one of them")
    if reject and any(value is not None for value in said):
        raise SettingsError(f"{named['reject']} says that it is no statement; there is nothing else to correct in it")
    if target is not None and stance is None:
        wanted = f"give {named['stance']} {'|'.join(STANCES)} with it"
        raise SettingsError(f"{named['target']} says whom a stance is towards; {wanted}")
    if at is not None and quote is None:
        raise SettingsError(f"{spelling('at')} says where a quote begins: give {spelling('quote')} with it")
    if quote is not None and not quote.strip():
        raise SettingsError(f"{spelling('quote')} is empty; give words of the article")
    if not (accept or reject) and all(value is None for value in said):
        fields = ", ".join(named[name] for name in ("accept", "reject", "stance", "speaker", "type"))
        raise SettingsError(f"say something of it: {fields}, ...")
    return Correction(
        verdict=ACCEPTED if accept else REJECTED if reject else None,
        speaker=speaker,
        role=role,
        affiliation=affiliation,
        type=None if type is None else StatementType(_one_of("type", type, tuple(map(str, StatementType)))),
        assertion=None if assertion is None else Assertion(_one_of("assertion", assertion, tuple(map(str, Assertion)))),
        stance=None if stance is None else _one_of("stance", stance, STANCES),
        target=target,
        quote=quote,
        at=at,
    )


def added_statement(
    *,
    quote: str,
    speaker: str,
    cue: str | None = None,
    type: str | None = None,
    assertion: str | None = None,
    role: str | None = None,
    affiliation: str | None = None,
    stance: str | None = None,
    target: str | None = None,
    at: int | None = None,
    spelling: Callable[[str], str] = str,
) -> AddedStatement:
    """The statement that a person adds; a type left out is by the quotation marks, an assertion left out is asserted.

    Raises SettingsError as `correction`, and for a stance without its target.
    """
    if (stance is None) != (target is None):
        raise SettingsError(f"{spelling('stance')} and {spelling('target')} go together: give both or none")
    said = correction(
        stance=stance,
        target=target,
        speaker=speaker,
        role=role,
        affiliation=affiliation,
        type=type,
        assertion=assertion,
        quote=quote,
        at=at,
        spelling=spelling,
    )
    if cue is not None and not cue.strip():
        raise SettingsError(f"{spelling('cue')} is empty; give words of the article, or leave it out")
    told = said.assertion or Assertion.ASSERTED
    rest = replace(said, type=None, assertion=None, quote=None, at=None)
    return AddedStatement(quote, rest, cue, said.type, told, at)


def _one_of(name: str, value: str, values: tuple[str, ...]) -> str:
    if value not in values:
        raise SettingsError(f"{name} {value!r} is none of {', '.join(values)}")
    return str(value)
