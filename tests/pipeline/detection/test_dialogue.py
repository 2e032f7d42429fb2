"""Two who answer each other: which quotations without a tag they get, and which stay nobody's."""

import pytest

from tests.pipeline.detection.passes import DIALOGUE, read


@pytest.mark.parametrize(
    ("text", "sources"),
    [
        (DIALOGUE, ["Nadia Farouk", "Otto Grim", "Nadia Farouk", "Otto Grim"]),
        (DIALOGUE.replace(". ", ".\n\n").replace('?" "', '?"\n\n"'), ["Nadia Farouk", "Otto Grim"] * 2),
        (DIALOGUE.removesuffix(' "Yours."'), ["Nadia Farouk", "Otto Grim"]),  # one more goes on with the last
        (DIALOGUE.replace("Otto Grim", "Nadia Farouk"), ["Nadia Farouk"] * 2),
        (DIALOGUE.replace('?" "', f'{" it is" * 7}?" "'), ["Nadia Farouk", "Otto Grim"]),  # too long for a dialogue
    ],
)
def test_two_who_answer_each_other(text: str, sources: list[str]) -> None:
    assert [source for *_, source in read(text) if source] == sources
