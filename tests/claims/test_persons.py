"""Of whom statements speak without a name."""

import pytest

from attrib.claims.persons import doer


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Hale to drop out of the race", "hale"),
        ("Councillor Ivo Hale (North) to step down", "hale"),
        ("him to drop out of the race", ""),
        ("to drop out of the race", None),
        ("the councillors to vote again", None),
        ("her opposition to taller walls", None),
        ("Hale to the harbour", None),
        ("Hale to building walls", None),
        ("Hale to", None),
        ("… to go", None),
        ("", None),
    ],
)
def test_who_is_to_do_something(text: str, found: str | None) -> None:
    assert doer(text) == found
