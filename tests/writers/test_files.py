"""Files that appear only when complete."""

import os
import stat
from pathlib import Path

import pytest

from attrib.errors import WriteError
from attrib.writers.files import complete_file


def test_text_becomes_the_file(tmp_path: Path) -> None:
    path = tmp_path / "said.csv"
    with complete_file(path, overwrite=False) as stream:
        stream.write("“né”\r\n")
        assert not path.exists()
    assert path.read_bytes() == "“né”\r\n".encode()
    assert [entry.name for entry in tmp_path.iterdir()] == ["said.csv"]


def test_new_file_has_the_usual_permissions(tmp_path: Path) -> None:
    plain = tmp_path / "plain"
    plain.write_text("")
    with complete_file(tmp_path / "said.csv", overwrite=False) as stream:
        stream.write("x")
    assert stat.S_IMODE((tmp_path / "said.csv").stat().st_mode) == stat.S_IMODE(plain.stat().st_mode)


def test_a_failure_leaves_the_earlier_file(tmp_path: Path) -> None:
    path = tmp_path / "said.csv"
    path.write_text("earlier")

    def write_half() -> None:
        with complete_file(path, overwrite=True) as stream:
            stream.write("half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_half()
    assert path.read_text() == "earlier"
    assert [entry.name for entry in tmp_path.iterdir()] == ["said.csv"]


def test_existing_file_is_kept_unless_told(tmp_path: Path) -> None:
    path = tmp_path / "said.csv"
    path.write_text("edited by hand")
    with pytest.raises(WriteError, match="--force"), complete_file(path, overwrite=False):
        pass
    assert path.read_text() == "edited by hand"
    with complete_file(path, overwrite=True) as stream:
        stream.write("new")
    assert path.read_text() == "new"


def test_missing_folder_is_named(tmp_path: Path) -> None:
    told = r"nowhere/x\.csv: there is no folder .*nowhere; make it first$"
    with pytest.raises(WriteError, match=told), complete_file(tmp_path / "nowhere" / "x.csv", overwrite=False):
        pass


def test_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(WriteError, match="cannot write"), complete_file(tmp_path, overwrite=True):
        pass


def test_link_is_followed(tmp_path: Path) -> None:
    target = tmp_path / "real.csv"
    target.write_text("old")
    link = tmp_path / "link.csv"
    link.symlink_to(target)
    with complete_file(link, overwrite=True) as stream:
        stream.write("new")
    assert link.is_symlink()
    assert target.read_text() == "new"


def test_device_is_written_directly() -> None:
    with complete_file(Path(os.devnull), overwrite=False) as stream:
        stream.write("gone")
