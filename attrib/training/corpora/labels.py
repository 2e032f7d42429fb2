"""What a labelled text says: attributions in spans, and who speaks."""

from dataclasses import dataclass, field

from attrib.data import ActorKind, Spans, StatementType

ROLES = ("source", "cue", "content")
OCCASION = ("time", "addressee", "place")


@dataclass(frozen=True, slots=True)
class Attribution:
    """The spans of one statement, gold or predicted, by role."""

    content: Spans
    cue: Spans = ()
    source: Spans = ()

    def spans(self, role: str) -> Spans:
        return {"content": self.content, "cue": self.cue, "source": self.source}[role]


@dataclass(frozen=True, slots=True)
class SpeakerLabel:
    """What a labelled article says of one statement; `speaker` is "" where the text names nobody.

    `source` holds the words beside the statement that point at the speaker, "" where there are none; `aliases` other
    phrases by which the article calls the speaker. A digest of labels leaves both out.
    """

    content: Spans
    type: StatementType
    speaker: str
    kind: ActorKind
    role: str = ""
    affiliation: str = ""
    source: str = field(default="", repr=False)
    aliases: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class OccasionLabel:
    """What a labelled article tells beside one statement: when, to whom and where, in its words; "" where untold."""

    time: str = ""
    addressee: str = ""
    place: str = ""
