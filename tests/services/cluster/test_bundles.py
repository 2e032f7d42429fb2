"""Files in bundles: limits, order, and bundles that stay what they are when files are added."""

from pathlib import Path

import pytest

from attrib.errors import SettingsError
from attrib.services.cluster import bundles as module
from attrib.services.cluster.bundles import bundles, list_files


def write(folder: Path, count: int, size: int = 3) -> list[str]:
    for number in range(count):
        (folder / f"{number:05}.txt").write_text("x" * size)
    return [str(path) for path in sorted(folder.iterdir())]


def test_bundles_keep_the_order_and_the_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_FILES", 20)
    monkeypatch.setattr(module, "MOST_BYTES", 50)
    files = write(tmp_path, 100)
    found = list(bundles(files))
    assert [file for bundle in found for file in bundle.files] == files
    assert [bundle.number for bundle in found] == list(range(len(found)))
    assert max(len(bundle.files) for bundle in found) == 16  # of 3 bytes each


def test_a_large_file_is_a_bundle_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_BYTES", 50)
    files = write(tmp_path, 3)
    Path(files[1]).write_text("x" * 200)
    assert [bundle.files for bundle in bundles(files)] == [(files[0],), (files[1],), (files[2],)]


def test_an_added_file_changes_few_bundles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_ONE_IN", 8)
    monkeypatch.chdir(tmp_path)
    write(tmp_path, 400)
    before = {bundle.files for bundle in bundles(list_files(["."])[0])}
    (tmp_path / "00100-later.txt").write_text("x")
    after = {bundle.files for bundle in bundles(list_files(["."])[0])}
    assert len(before) > 20
    assert len(after - before) <= 2


def test_files_are_listed_with_what_cannot_be(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("A.")
    (tmp_path / "in" / "b.xyz").write_text("B.")
    files, problems = list_files([str(tmp_path / "in"), str(tmp_path / "gone.jsonl")])
    assert files == [str(tmp_path / "in" / "a.txt")]
    assert [problem.warning for problem in problems] == [True, False]
    assert "no such file or folder" in str(problems[1])


@pytest.mark.parametrize("path", ["-", "https://example.org/a.html"])
def test_what_other_machines_cannot_read_is_refused(path: str) -> None:
    with pytest.raises(SettingsError, match="is no file; a cluster reads files and folders that all its machines see"):
        list_files([path])
