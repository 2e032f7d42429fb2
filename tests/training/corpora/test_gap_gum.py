"""Readers of labelled coreference, on small files written in each publisher's format."""

import gzip
import json
from pathlib import Path

import pytest

from attrib.errors import CorpusError
from attrib.training.corpora.gap_gum import read_gap, read_gum, read_silver_coreference, read_webanno

HEADER = "ID\tText\tPronoun\tPronoun-offset\tA\tA-offset\tA-coref\tB\tB-offset\tB-coref\tURL"
TEXT = 'Ida met Ann Lee. She left early, with a " sign.'
ROW = f"test-1\t{TEXT}\tShe\t17\tIda\t0\tFALSE\tAnn Lee\t8\tTRUE\thttp://example.org"


def write(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_gap_gives_a_pronoun_and_two_names(tmp_path: Path) -> None:
    (text,) = read_gap(write(tmp_path / "gap.tsv", HEADER, ROW))
    (pronoun,) = text.anaphors
    assert pronoun.span.of(text.text) == "She"
    assert [span.of(TEXT) for span in pronoun.right] == ["Ann Lee"]
    assert [span.of(TEXT) for span in pronoun.wrong] == ["Ida"]
    assert [mention.span.of(TEXT) for mention in text.names] == ["Ida", "Ann Lee"]


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ((HEADER,), "holds no passages"),
        ((HEADER, ROW.replace("\t17\t", "\tx\t")), "line 2"),
        ((HEADER, ROW.replace("\t17\t", "\t18\t")), "does not stand at 18"),
        (("ID\tText", "a\tb"), "not a line of GAP"),
    ],
)
def test_what_is_no_gap_is_told(tmp_path: Path, lines: tuple[str, ...], words: str) -> None:
    with pytest.raises(CorpusError, match=words):
        read_gap(write(tmp_path / "gap.tsv", *lines))
    with pytest.raises(CorpusError, match="cannot be read"):
        read_gap(tmp_path / "none.tsv")


WEBANNO = (
    "#FORMAT=WebAnno TSV 3.2",
    "",
    "#Text=Ida Quill came .",
    "1-1\t0-3\tIda\tperson[1]\tnew[1]\tn[1]\t_\tcf1[1]\tana\t2-1[0_1]\t",
    "1-2\t4-9\tQuill\tperson[1]\tnew[1]\tn[1]\t_\tcf1[1]\t_\t_\t",
    "1-3\t10-14\tcame\t_\t_\t_\t_\t_\t_\t_\t",
    "1-4\t15-16\t.\t_\t_\t_\t_\t_\t_\t_\t",
    "",
    "#Text=She saw ( her ) house .",
    "2-1\t17-20\tShe\tperson\tgiv\ts\t_\tcf1\tana\t2-4[0_0]\t",
    "2-2\t21-24\tsaw\t_\t_\t_\t_\t_\t_\t_\t",
    "2-3\t25-26\t(\t_\t_\t_\t_\t_\t_\t_\t",
    "2-4\t27-30\ther\tperson|object[5]\tgiv|new[5]\ts|n[5]\t_\tcf1|cf2[5]\tbridge\t1-3[7_5]\t",
    "2-5\t31-32\t)\tobject[5]\tnew[5]\tn[5]\t_\tcf2[5]\t_\t_\t",
    "2-6\t33-38\thouse\tobject[5]\tnew[5]\tn[5]\t_\tcf2[5]\t_\t_\t",
    "2-7\t39-40\t.\t_\t_\t_\t_\t_\t_\t_\t",
)


def test_webanno_becomes_running_text_with_clusters(tmp_path: Path) -> None:
    path = write(tmp_path / "GUM_news_one.tsv", *WEBANNO)
    text, clusters = read_webanno(path)
    assert text == "Ida Quill came. She saw (her) house."
    assert sorted((cluster.kind, [span.of(text) for span in cluster.spans]) for cluster in clusters) == [
        ("object", ["her) house"]), ("person", ["Ida Quill", "She", "her"]),
    ]  # fmt: skip
    (read,) = read_gum(tmp_path)
    assert (read.name, read.text, list(read.clusters)) == ("GUM_news_one", text, clusters)
    assert not read.anaphors


def test_what_is_no_webanno_is_told(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"no \*.tsv"):
        read_gum(tmp_path)
    write(tmp_path / "bad.tsv", "1-1\t0-3\tIda")
    with pytest.raises(CorpusError, match="line 1: 3 columns"):
        read_gum(tmp_path)
    (tmp_path / "bad.tsv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(CorpusError, match="cannot be read"):
        read_gum(tmp_path)


def test_silver_chains_are_clusters(tmp_path: Path) -> None:
    text = "Ida Quill came. She left. It rained."
    tokens = [[0, 3], [4, 9], [10, 14], [14, 15], [16, 19], [20, 24], [24, 25], [26, 28], [29, 35], [35, 36]]
    row = {"id": "one", "tokens": [[*token, "X", "O"] for token in tokens], "coref": [[[0, 2, 1], [4, 5, 0]]]}
    path = tmp_path / "silver.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8") as stream:
        stream.write(json.dumps(row) + "\n" + json.dumps(row | {"id": "other"}) + "\n")
    (read,) = read_silver_coreference(path, {"one": text})
    assert [(item.kind, [span.of(text) for span in item.spans]) for item in read.clusters] == [
        ("", ["Ida Quill", "She"])
    ]
    path.write_bytes(b"no gzip")
    with pytest.raises(CorpusError, match="not gzipped JSON lines"):
        read_silver_coreference(path, {"one": text})
