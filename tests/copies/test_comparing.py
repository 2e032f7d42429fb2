"""What is a copy, of which kind, and what only looks like one."""

import pytest

from attrib.copies.comparing import compare, fingerprint, kind_of
from attrib.data.copies import CopyKind
from tests.copies.wire import BRIEF, OTHER, PARAGRAPHS, SPEECH, STORY, TOLD, UPDATE

FURNITURE = "\n\nSign up for our newsletter. Read more about the coast, the weather and the ferries on our pages."
MIXED = "\n\n".join((OTHER, *PARAGRAPHS[1:3], OTHER.replace("bread", "rice").replace("island", "coast"), FURNITURE))


@pytest.mark.parametrize(
    ("one", "other", "same_outlet", "kind"),
    [
        (STORY, STORY + FURNITURE, False, CopyKind.SAME),
        (STORY, STORY.replace("—", "-").replace("“", '"').replace("”", '"'), True, CopyKind.SAME),
        (
            STORY,
            STORY.replace("stayed shut", "remained closed").replace("late on Sunday", "on Sunday"),
            False,
            CopyKind.SAME,
        ),
        (STORY, BRIEF, False, CopyKind.SHORTENED),
        (STORY, "\n\n".join(PARAGRAPHS[3:5]), False, CopyKind.SHORTENED),
        (STORY, BRIEF, True, CopyKind.UPDATED),
        (STORY, UPDATE, True, CopyKind.UPDATED),
        (STORY, UPDATE, False, CopyKind.SAME),
    ],
    ids=["furniture", "marks", "edited", "brief", "middle", "own brief", "update", "other update"],
)
def test_copies_are_told_with_their_kind(one: str, other: str, same_outlet: bool, kind: CopyKind) -> None:
    overlap = compare(fingerprint(one), fingerprint(other))
    assert overlap is not None
    assert kind_of(overlap, same_outlet=same_outlet) is kind
    assert compare(fingerprint(other), fingerprint(one)) == overlap


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (STORY, OTHER),
        TOLD,
        (OTHER + FURNITURE * 2, BRIEF + FURNITURE * 2),
        ("Rain fell.", "Rain fell."),
        ("", STORY),
        (SPEECH, TOLD[0].replace("long enough", "too long").replace("four governments", "both parties")),
    ],
    ids=["other", "one speech", "furniture", "too short", "empty", "a speech in pieces"],
)
def test_what_is_no_copy(one: str, other: str) -> None:
    assert compare(fingerprint(one), fingerprint(other)) is None


def test_a_transcript_is_compared_by_its_quotation() -> None:
    overlap = compare(fingerprint(SPEECH), fingerprint(f"{SPEECH} she said."))
    assert overlap is not None
    assert overlap.shared == 1


def test_less_is_enough_where_both_name_the_agency() -> None:
    own = MIXED.replace(PARAGRAPHS[2], PARAGRAPHS[3])
    assert compare(fingerprint(STORY), fingerprint(own)) is None
    credit = "\n\nThe Associated Press contributed to this report."
    overlap = compare(fingerprint(STORY), fingerprint(own + credit))
    assert overlap is not None
    assert overlap.agency == "Associated Press"
    assert kind_of(overlap, same_outlet=False) is CopyKind.AGENCY
