"""The manifest of a folder: kept over kills, and the files that it names in the order of the input."""

from pathlib import Path

import pytest

from attrib.errors import ReadError
from attrib.services.cluster.manifest import NAME, Finished, Manifest, shard_files


def finished(key: str, number: int, *files: str) -> Finished:
    return Finished(key, number, ("a.jsonl",), files, 3, 5, 1, ("a.jsonl, record 2: is empty",))


def filled(folder: Path, *every: Finished) -> Manifest:
    manifest = Manifest(folder)
    for each in every:
        for name in each.files:
            (folder / name).touch()
        manifest.add(each)
    return manifest


def test_what_is_added_is_read_again(tmp_path: Path) -> None:
    one, two = finished("one", 1, "one-0.parquet"), finished("two", 0)
    filled(tmp_path, one, two)
    assert Manifest(tmp_path).finished == {"one": one, "two": two}


def test_a_line_that_was_cut_off_is_none(tmp_path: Path) -> None:
    one, two = finished("one", 0), finished("two", 1)
    filled(tmp_path, one)
    with (tmp_path / NAME).open("a") as stream:
        stream.write('{"key": "tw')
    manifest = Manifest(tmp_path)
    assert set(manifest.finished) == {"one"}
    manifest.mend()
    manifest.add(two)
    assert Manifest(tmp_path).finished == {"one": one, "two": two}


def test_a_bundle_whose_file_is_gone_is_not_finished(tmp_path: Path) -> None:
    filled(tmp_path, finished("one", 0, "one.parquet"), finished("two", 1, "two.parquet"))
    (tmp_path / "one.parquet").unlink()
    assert set(Manifest(tmp_path).finished) == {"two"}
    with pytest.raises(ReadError, match=r"one\.parquet is gone, which .* names; run `attrib cluster` again"):
        shard_files([tmp_path])


@pytest.mark.parametrize("line", ["{oops}", "[1]", '{"key": "a"}', '{"key": "a", "strange": 1}'])
def test_a_damaged_line_is_named(tmp_path: Path, line: str) -> None:
    filled(tmp_path, finished("one", 0))
    with (tmp_path / NAME).open("a") as stream:
        stream.write(line + "\n")
    with pytest.raises(ReadError, match=r"manifest\.jsonl, line 2, is damaged"):
        Manifest(tmp_path)


def test_files_are_named_in_the_order_of_the_input(tmp_path: Path) -> None:
    filled(tmp_path, finished("z", 1, "z-0", "z-1"), finished("b", 0, "b-0"), finished("a", 2, "a-0"))
    filled(tmp_path, finished("a", 0, "a-0"), finished("b", 2, "b-0"))  # as numbered when the input had grown
    assert shard_files([tmp_path, Path("more.parquet")]) == [
        *(tmp_path / name for name in ("a-0", "z-0", "z-1", "b-0")),
        Path("more.parquet"),
    ]


def test_a_folder_without_manifest_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"has no manifest\.jsonl, as `attrib cluster` writes it; give the files"):
        shard_files([tmp_path])
