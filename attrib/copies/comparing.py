"""Whether one text is a copy of another: the share of the shorter one that the other holds, outside quotations.

Two articles on one speech share its words, so quotations do not count where a text has enough beside them.
"""

from dataclasses import dataclass

from attrib.copies.agencies import agencies
from attrib.copies.shingles import Shingles, containment, sample, shingles, shingles_outside
from attrib.data.copies import CopyKind
from attrib.text.quotation import quotations

LEAST_SHARED = 0.5
"""The share of the shorter text that a copy has at least in common with the other."""
LEAST_OF_AGENCY = 0.25
"""The same where both texts name the same agency."""
LEAST_OF_SPEECH = 0.8
"""The same where a text is nearly all quotation, as a transcript is."""
SHORTENED = 2 / 3
"""The length of a text in lengths of the other, below which it is a shortened copy."""
_FEWEST = 25  # shingles outside quotations that tell a text; fewer are too few
_SHORTEST = 8  # shingles outside quotations of a text that can be a copy at all
_SHORTEST_SPEECH = 50  # shingles of a text that is compared by all its words: one quote in two briefs makes no copy


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What is compared of a text: its shingles, those outside quotations, and the agencies that it names."""

    every: Shingles
    outside: Shingles
    agencies: frozenset[str]

    @property
    def sampled(self) -> Shingles:
        """The shingles by which texts like it are looked up."""
        return sample(self.every)


@dataclass(frozen=True, slots=True)
class Overlap:
    """What two texts have in common.

    `shared` is the share of the shorter one that the other holds, `ratio` the length of the shorter in lengths of the
    other, `agency` one that both name.
    """

    shared: float
    ratio: float
    agency: str | None


def fingerprint(text: str, author: str | None = None, outlet: str | None = None) -> Fingerprint:
    """What is compared of a document."""
    every = shingles(text)
    return Fingerprint(every, shingles_outside(text, quotations(text)), agencies(text, author, outlet))


def compare(one: Fingerprint, other: Fingerprint) -> Overlap | None:
    """What two texts have in common; None where neither is a copy. The order of the two makes no difference."""
    spoken = min(len(one.outside), len(other.outside)) < _FEWEST
    pair = (one.every, other.every) if spoken else (one.outside, other.outside)
    shorter, longer = sorted(pair, key=lambda shingles: (len(shingles), min(shingles, default=0)))
    if len(shorter) < (_SHORTEST_SPEECH if spoken else _SHORTEST):
        return None
    shared = containment(shorter, longer)
    agency = min(one.agencies & other.agencies, default=None)
    least = LEAST_OF_SPEECH if spoken else LEAST_OF_AGENCY if agency else LEAST_SHARED
    ratio = len(shorter) / len(longer)
    if shared < least or (spoken and ratio < SHORTENED):  # an article that quotes most of a speech is no copy of it
        return None
    return Overlap(shared, ratio, agency)


def kind_of(overlap: Overlap, *, same_outlet: bool) -> CopyKind:
    """How two documents are copies, one of the other."""
    if overlap.shared < LEAST_SHARED:
        return CopyKind.AGENCY
    if overlap.ratio < SHORTENED:
        return CopyKind.UPDATED if same_outlet else CopyKind.SHORTENED
    identical = overlap.shared >= IDENTICAL and overlap.ratio >= IDENTICAL
    return CopyKind.UPDATED if same_outlet and not identical else CopyKind.SAME


IDENTICAL = 0.95
"""The share and ratio from which on two texts of one outlet are the same, not an update."""
