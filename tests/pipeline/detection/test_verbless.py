"""Who speaks a quotation that no verb introduces, and words before one that are no such introduction."""

import pytest

from attrib.pipeline.detection.layout import read_layout
from attrib.pipeline.detection.verbless import verbless_tag
from tests.pipeline.detection.passes import read

Found = tuple[str, str, str]
FILM = "“a long road”"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"The director's answer: {FILM}", ("answer", "The director's", FILM)),
        (f"The director's answer {FILM}", None),
        (f"The director’s only verdict? {FILM}", ("verdict", "The director’s", FILM)),
        (f"He left. Her verdict? {FILM}", ("verdict", "Her", FILM)),
        (f"He left, her verdict: {FILM}", None),  # within a sentence
        (f"For Amos Kray, the film is {FILM}.", ("For", "Amos Kray", f"the film is {FILM}")),
        (f"For Amos Kray the film is {FILM}.", None),
        (f"It rained. For Amos Kray, it is {FILM}.", ("For", "Amos Kray", f"it is {FILM}")),
        (f"It rained for Amos Kray, it is {FILM}.", None),
        (
            f"Amos Kray was quoted by an agency as saying that it is {FILM}.",
            ("saying", "Amos Kray", f"that it is {FILM}"),
        ),
        (f"Amos Kray was seen by an agency as saying that it is {FILM}.", None),
        (f"For Amos Kray, {'very ' * 15}old {FILM}.", ("For", "Amos Kray", f"{'very ' * 15}old {FILM}")),
        (f"For Amos Kray, {'very ' * 17}old {FILM}.", None),  # too long a clause
    ],
)
def test_introductions_without_a_verb(text: str, found: Found | None) -> None:
    layout = read_layout(text)
    tagged = verbless_tag(layout, layout.quotations[-1])
    parts = None if tagged is None else (*tagged[0].cues, tagged[0].source, tagged[1])
    assert (None if parts is None else tuple(span.of(text) for span in parts)) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            'The council\'s answer: "The road stays shut."',
            ('"The road stays shut."', "answer", "The council's"),
        ),
        (
            'For Amos Kray, the road is "a long scar on us all".',
            ('the road is "a long scar on us all"', "For", "Amos Kray"),
        ),
    ],
)
def test_a_quotation_that_detection_passed_over_is_theirs(text: str, found: Found) -> None:
    assert read(text) == [found]
