"""Sources that name their speaker."""

import pytest

from attrib.data import ActorKind, EntityKind, Reason
from tests.pipeline.attributed import named, names, said, speakers


@pytest.mark.parametrize(
    ("source", "name", "reason"),
    [
        ("Ida Quill", "Ida Quill", Reason.EXACT),
        ("Ms Quill", "Ida Quill", Reason.SURNAME),
        ("the port's lawyer, Ida Quill,", "Ida Quill", Reason.APPOSITION),
        ("Ms Quill's lawyer", "Ms Quill's lawyer", Reason.NOMINAL),
    ],
)
def test_how_a_source_names_its_speaker(source: str, name: str, reason: Reason) -> None:
    text = f"Ida Quill came. It rained, and {source} said it was over."
    (speaker,) = speakers(text, said(text, "it was over", "said", source))
    assert speaker is not None
    assert (speaker.name, speaker.reason) == (name, reason)


def test_a_headline_looks_forward() -> None:
    text = "Port must close - Quill\n\nThe harbour is unsafe, says engineer Ida Quill."
    assert names(text, said(text, "Port must close", "", "Quill")) == ["Ida Quill"]


def test_a_description_in_dashes_names_somebody_else() -> None:
    text = "Ida Quill - then adviser to President Peter Moss - said it was theft."
    assert names(text, said(text, "it was theft", "said", "Ida Quill - then adviser to President Peter Moss -")) == [
        "Ida Quill"
    ]


@pytest.mark.parametrize(
    ("text", "source", "name", "kind"),
    [
        ("Pacific Gas and Electric Co said it was over.", "Pacific Gas and Electric Co", None, ActorKind.ORGANIZATION),
        ("Ida Quill and Peter Moss said it was over.", "Ida Quill and Peter Moss", None, ActorKind.GROUP),
        ("A bond dealer said it was over.", "A bond dealer", "a bond dealer", ActorKind.UNNAMED),
        ("Senior U.S. Officials said it was over.", "Senior U.S. Officials", "senior U.S. Officials", ActorKind.GROUP),
        ("MITI vice minister for trade Ida Quill said it was over.", "MITI vice minister for trade Ida Quill",
         "Ida Quill", ActorKind.PERSON),
        ("President Quill Friday said it was over.", "President Quill Friday", "Quill", ActorKind.PERSON),
    ],
)  # fmt: skip
def test_wire_style_sources(text: str, source: str, name: str | None, kind: ActorKind) -> None:
    mentions = (
        (named(text, "Pacific Gas and Electric Co", EntityKind.ORGANIZATION),) if "Pacific" in text
        else (named(text, "Quill Friday", EntityKind.PERSON),) if "Friday" in text
        else (named(text, "U.S. Officials", EntityKind.ORGANIZATION),) if "U.S." in text
        else ()
    )  # fmt: skip
    (speaker,) = speakers(text, said(text, "it was over", "said", source), mentions=mentions)
    assert speaker is not None
    assert (speaker.name, speaker.kind) == (name or source, kind)
