"""Corpora in their publishers' formats, and everything that can be wrong with one."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from attrib.data import ActorKind, EntityKind, Mention, Span, StatementType
from attrib.errors import CorpusError
from attrib.training.corpora.labels import Attribution
from attrib.training.corpora.polnear import locate_label, read_labelled_articles, read_polnear, read_silver_entities
from tests.training.conftest import brat

TEXT = "😀 Ann said she was glad. She added that all was well.\r\n“Fine,” Bob said."


def write_polnear(folder: Path, annotations: dict[str, str], text: str = TEXT) -> Path:
    for name in ("text", "attributions"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    (folder / "text" / "one_two.txt").write_bytes(text.encode())
    for name, content in annotations.items():
        (folder / "attributions" / name).write_text(content, encoding="utf-8")
    return folder


def test_brat_attributions_in_code_points(tmp_path: Path) -> None:
    statement = {"Source": "Ann", "Cue": "said", "Content": "she was glad"}
    [found] = read_polnear(write_polnear(tmp_path, {"one_two_x.ann": brat(TEXT, statement)}))
    assert (found.name, found.text, found.entities) == ("one_two", TEXT, None)
    assert found.annotations == ((Attribution((Span(11, 23),), (Span(6, 10),), (Span(2, 5),)),),)
    assert Span(11, 23).of(TEXT) == "she was glad"


def test_pieces_of_one_role_and_numbered_roles_come_together(tmp_path: Path) -> None:
    lines = (
        "T1\tContent 11 14;19 23\tshe glad\nT2\tContent 30 35\tadded\nT3\tCue 6 10\tsaid\n"
        "T4\tSpeaker 0 1\tx\nA1\tKind T1 x\n\nE1\tContent:T1 Content2:T2 Cue:T3 Speaker:T4 Source:T9\n"
    )
    [found] = read_polnear(write_polnear(tmp_path, {"one_two_x.ann": lines}))
    assert found.annotations == ((Attribution((Span(11, 14), Span(19, 23), Span(30, 35)), (Span(6, 10),), ()),),)


def test_an_event_may_stand_before_its_spans_and_needs_content(tmp_path: Path) -> None:
    lines = "E1\tContent:T1\nE2\tCue:T2\nT1\tContent 11 23\tx\nT2\tCue 6 10\tsaid"
    [found] = read_polnear(write_polnear(tmp_path, {"one_two_x.ann": lines}))
    assert found.annotations == ((Attribution((Span(11, 23),)),),)


def test_several_annotators_in_name_order(tmp_path: Path) -> None:
    one, other = brat(TEXT, {"Content": "she was glad"}), brat(TEXT, {"Content": "glad"})
    [found] = read_polnear(write_polnear(tmp_path, {"one_two_b.ann": other, "one_two_a.ann": one}))
    assert [items[0].content[0].of(TEXT) for items in found.annotations] == ["she was glad", "glad"]
    assert found.annotators == ("a", "b")


def test_an_annotator_who_found_nothing(tmp_path: Path) -> None:
    [found] = read_polnear(write_polnear(tmp_path, {"one_two_a.ann": ""}))
    assert found.annotations == ((),)


@pytest.mark.parametrize(
    "line", ["T1\tContent", "T1\tContent 1", "T1\tContent 1 2 3", "T1\tContent a b", "T1\tContent 5 9;", "T1\t"]
)
def test_a_line_that_is_not_brat(tmp_path: Path, line: str) -> None:
    folder = write_polnear(tmp_path, {"one_two_a.ann": f"\n{line}\n"})
    with pytest.raises(CorpusError, match=r"one_two_a\.ann, line 2: not a brat text-bound annotation"):
        read_polnear(folder)


def test_no_polnear_at_all(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"no attributions/\*\.ann under .*; give the folder of one PolNeAR split"):
        read_polnear(tmp_path)


def test_annotations_without_their_text(tmp_path: Path) -> None:
    folder = write_polnear(tmp_path, {"one_two_a.ann": ""})
    (folder / "text" / "one_two.txt").unlink()
    with pytest.raises(CorpusError, match=r"one_two\.txt cannot be read \(No such file.*; fetch the corpus again"):
        read_polnear(folder)


def test_a_text_that_is_not_utf8(tmp_path: Path) -> None:
    folder = write_polnear(tmp_path, {"one_two_a.ann": ""})
    (folder / "text" / "one_two.txt").write_bytes(b"caf\xe9 noir")
    with pytest.raises(CorpusError, match=r"one_two\.txt is not UTF-8 \(.+ at byte 3\)"):
        read_polnear(folder)


def write_silver(path: Path, *rows: object) -> Path:
    with gzip.open(path, "wt", encoding="utf-8") as stream:
        stream.writelines(json.dumps(row) + "\n" for row in rows)
    return path


TOKENS = [
    [0, 3, "NNP", "PERSON"],
    [4, 7, "NNP", "PERSON"],
    [8, 12, "VBD", "O"],
    [13, 17, "NNP", "ORGANIZATION"],
    [18, 24, "NNP", "LOCATION"],
    [25, 29, "CD", "DATE"],
]


def test_silver_entities_are_runs_of_one_type(tmp_path: Path) -> None:
    path = write_silver(tmp_path / "s.gz", {"id": "a", "tokens": TOKENS}, {"id": "b", "tokens": []})
    assert read_silver_entities(path) == {
        "a": (
            Mention(Span(0, 7), EntityKind.PERSON),
            Mention(Span(13, 17), EntityKind.ORGANIZATION),
            Mention(Span(18, 24), EntityKind.LOCATION),
        ),
        "b": (),
    }


def test_silver_entities_go_to_the_text_of_their_name(tmp_path: Path) -> None:
    folder = write_polnear(tmp_path / "split", {"one_two_a.ann": ""})
    [found] = read_polnear(folder, write_silver(tmp_path / "s.gz", {"id": "one_two", "tokens": TOKENS[:1]}))
    assert found.entities == (Mention(Span(0, 3), EntityKind.PERSON),)
    [other] = read_polnear(folder, write_silver(tmp_path / "s.gz", {"id": "else", "tokens": TOKENS[:1]}))
    assert other.entities is None


@pytest.mark.parametrize(
    "row", [[], 3, {"id": "a"}, {"tokens": []}, {"id": "a", "tokens": [[1, 2]]}, {"id": [], "tokens": []}]
)
def test_silver_rows_of_another_shape(tmp_path: Path, row: object) -> None:
    with pytest.raises(CorpusError, match="is not gzipped JSON lines with id and tokens"):
        read_silver_entities(write_silver(tmp_path / "s.gz", row))


def test_a_silver_file_damaged_cut_off_or_missing(tmp_path: Path) -> None:
    path = write_silver(tmp_path / "s.gz", *({"id": str(index), "tokens": TOKENS} for index in range(200)))
    whole = path.read_bytes()
    middle = len(whole) // 2
    for content in (b"plain", whole[:middle], whole[:middle] + bytes(20) + whole[middle + 20 :]):
        path.write_bytes(content)
        with pytest.raises(CorpusError, match="is not gzipped JSON lines"):
            read_silver_entities(path)
    with pytest.raises(CorpusError, match="No such file"):
        read_silver_entities(tmp_path / "nope.gz")


ROW: dict[str, Any] = {
    "content": ["all was well"],
    "cue": "added",
    "source": "She",
    "type": "indirect",
    "speaker": "Ann",
    "speaker_kind": "person",
    "affiliation": "",
}


def write_articles(folder: Path, label: object, text: str = TEXT) -> Path:
    for name in ("text", "labels"):
        (folder / name).mkdir(exist_ok=True)
    (folder / "text" / "01_a.txt").write_bytes(text.encode())
    (folder / "labels" / "01.json").write_text(json.dumps(label), encoding="utf-8")
    return folder


def test_labelled_articles(tmp_path: Path) -> None:
    [found] = read_labelled_articles(write_articles(tmp_path, {"file": "01_a.txt", "statements": [ROW]}))
    assert (found.name, found.text, found.entities) == ("01_a", TEXT, None)
    [[item]] = found.annotations
    assert [span.of(TEXT) for spans in (item.content, item.cue, item.source) for span in spans] == [
        "all was well",
        "added",
        "She",
    ]
    [label] = found.labels
    assert (label.content, label.type, label.speaker) == (item.content, StatementType.INDIRECT, "Ann")
    assert (label.kind, label.role, label.affiliation) == (ActorKind.PERSON, "", "")


@pytest.mark.parametrize(
    ("label", "reason"),
    [
        ({"statements": []}, "no 'file'"),
        ({"file": "01_a.txt"}, "no 'statements'"),
        ([], "list indices must be"),
        ("text", "string indices must be"),
        ({"file": "01_a.txt", "statements": [ROW | {"content": ["not there"]}]}, "'not there' stands 0 times"),
        ({"file": "01_a.txt", "statements": [ROW | {"occurrence": [2]}]}, "stands 1 times in the text, not 2"),
        ({"file": "01_a.txt", "statements": [ROW | {"occurrence": [0]}]}, "stands 1 times in the text, not 0"),
        ({"file": "01_a.txt", "statements": [ROW | {"occurrence": [1, 1]}]}, "zip"),
        ({"file": "01_a.txt", "statements": [ROW | {"speaker_kind": "robot"}]}, "'robot' is not a valid ActorKind"),
        ({"file": "01_a.txt", "statements": [ROW | {"type": "odd"}]}, "'odd' is not a valid StatementType"),
        ({"file": "01_a.txt", "statements": [{"content": ["Ann"]}]}, "no 'cue'"),
        ({"file": "01_a.txt", "statements": [ROW | {"content": [3]}]}, "int found"),
        ({"file": "01_a.txt", "statements": [3]}, "not subscriptable"),
    ],
)
def test_labels_of_another_shape(tmp_path: Path, label: object, reason: str) -> None:
    with pytest.raises(CorpusError, match=rf"01\.json is not a labelled article \(.*{reason}"):
        read_labelled_articles(write_articles(tmp_path, label))


def test_labels_without_their_text_or_none_at_all(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"no labels/\*\.json under .*; give a folder with labels/ and text/"):
        read_labelled_articles(tmp_path)
    with pytest.raises(CorpusError, match=r"02\.txt cannot be read"):
        read_labelled_articles(write_articles(tmp_path, {"file": "02.txt", "statements": []}))
    (tmp_path / "labels" / "01.json").write_text("{", encoding="utf-8")
    with pytest.raises(CorpusError, match="is not a labelled article"):
        read_labelled_articles(tmp_path)


def located(text: str, **row: Any) -> Attribution:
    return locate_label(text, {"cue": "", "source": ""} | row)


def test_the_wanted_occurrence_of_each_piece() -> None:
    assert located("no no no", content=["no", "no"], occurrence=[2, 3]).content == (Span(3, 5), Span(6, 8))
    assert located("aaa", content=["aa"], occurrence=[2]).content == (Span(1, 3),)


def test_the_nearest_cue_and_source_outside_the_content() -> None:
    text = "He said he said “he said yes”, he said."
    found = located(text, content=["“he said yes”"], cue="said", source="he")
    assert found.cue == (Span(11, 15),)
    assert found.source == (Span(8, 10),)


def test_cue_and_source_are_whole_words() -> None:
    text = "Shell says: Annapolis says yes, says Ann"
    assert located(text, content=["yes"], source="Ann").source == (Span(37, 40),)
    assert located(text, content=["yes"], source="She").source == ()
    assert located("yes (he)", content=["yes"], source="(he)").source == (Span(4, 8),)
