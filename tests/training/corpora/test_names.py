"""The corpus of names of the world: spaces put back, names found, a part kept for measurement."""

from pathlib import Path

import pytest

from attrib.data import EntityKind
from attrib.errors import CorpusError
from attrib.training.corpora.names import held_out, read_names

ROWS = """# xx_daily_1.txt.tsv
http://example.org/1	O

"	O
Norwell	B-Location
's	O
mayor	O
,	O
Ida	B-Person
Quill	I-Person
,	O
"	O
(	O
NBC	B-Organization
)	O

A	O
Norwegian	B-NORP
ship	O
-	O
owner	O
paid	O
$	B-Money
5	I-Money
in	O
May	B-Date
.	O
# yy_post_1.txt.tsv
Ann	B-Person
Bo	B-Person
"""


def written(folder: Path, rows: str) -> Path:
    path = folder / "train.tsv"
    path.write_text(rows, encoding="utf-8")
    return path


def test_words_get_their_spaces_and_names_their_places(tmp_path: Path) -> None:
    first, second = read_names(written(tmp_path, ROWS))
    assert first.name == "xx_daily_1"
    assert first.text == '"Norwell\'s mayor, Ida Quill," (NBC)\n\nA Norwegian ship-owner paid $5 in May.'
    assert first.annotations == ()
    assert first.entities is not None
    assert second.entities is not None
    assert [(mention.span.of(first.text), mention.kind) for mention in first.entities] == [
        ("Norwell", EntityKind.LOCATION),
        ("Ida Quill", EntityKind.PERSON),
        ("NBC", EntityKind.ORGANIZATION),
        ("Norwegian", EntityKind.MISC),
    ]
    assert [mention.span.of(second.text) for mention in second.entities] == ["Ann", "Bo"]


def test_names_within_names_are_left_out(tmp_path: Path) -> None:
    rows = "# a_1.txt.tsv\nNorwell\tB-Organization\tB-Location\nAir\tI-Organization\tO\nO\tO\n"
    [found] = read_names(written(tmp_path, rows))
    assert found.text == "Norwell Air O"
    assert found.entities is not None
    assert [(item.span.of(found.text), item.kind) for item in found.entities] == [
        ("Norwell Air", EntityKind.ORGANIZATION)
    ]


@pytest.mark.parametrize("line", ["lonely", "word\tB-Planet", "word\t"])
def test_a_line_that_is_no_token_and_tag_is_told_with_its_number(tmp_path: Path, line: str) -> None:
    with pytest.raises(CorpusError, match=r"train\.tsv, line 2: .* is not a token, a tab and a tag"):
        read_names(written(tmp_path, f"# a_1.txt.tsv\n{line}\n"))


def test_all_articles_of_an_outlet_are_held_out_or_none() -> None:
    kept = {f"xx_outlet{number}": {held_out(f"xx_outlet{number}_{at}") for at in range(5)} for number in range(80)}
    assert all(len(answers) == 1 for answers in kept.values())
    assert 3 < sum(True in answers for answers in kept.values()) < 20
