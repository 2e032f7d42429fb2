import importlib
import pkgutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import attrib.english
import attrib.pipeline
import attrib.store.search
from attrib.english.lexicon import Lexicon, having, lexicon
from attrib.errors import ResourceError

HEAD = "# Fruit, for tests.\n# Source: invented.\n"
COLOURS = {"red", "green", "round"}


@pytest.fixture
def make(tmp_path: Path) -> Callable[[str], Lexicon]:
    def write(entries: str) -> Lexicon:
        (tmp_path / "fruit.txt").write_text(HEAD + entries, encoding="utf-8")
        return Lexicon(tmp_path)

    return write


def test_a_list_is_the_set_of_its_lines(make: Callable[[str], Lexicon]) -> None:
    assert make("apple\npassion fruit\n# a comment\n\npear\n").words("fruit") == {"apple", "passion fruit", "pear"}


def test_names_keep_their_capitals(make: Callable[[str], Lexicon]) -> None:
    assert make("Apple\nPear\n").spellings("fruit") == {"Apple", "Pear"}


def test_values_stand_behind_tabs(make: Callable[[str], Lexicon]) -> None:
    assert make("apple\tRed One\npear\tGreen One\n").pairs("fruit") == {"apple": "Red One", "pear": "Green One"}


def test_tags_are_none_one_or_several(make: Callable[[str], Lexicon]) -> None:
    tags = make("apple\tred round\nbanana\npear\tgreen\n").tagged("fruit", COLOURS)
    assert tags == {"apple": {"red", "round"}, "banana": frozenset(), "pear": {"green"}}
    assert having(tags, "red") == {"apple"}
    assert having(tags, "red", "green") == {"apple", "pear"}


def test_a_table_has_a_cell_in_each_column(make: Callable[[str], Lexicon]) -> None:
    rows = make("apple\tred,green\tlarge\n").table("fruit", {"colour": COLOURS, "size": {"large", "small"}})
    assert rows == {"apple": (frozenset({"red", "green"}), frozenset({"large"}))}


@pytest.mark.parametrize(
    ("entries", "line", "message"),
    [
        ("apple\nPear\n", 4, "'Pear' is not in lower case; write 'pear'"),
        ("apple\npear\napple\n", 5, "'apple' is in line 3 already"),
        ("pear\napple\n", 4, "'apple' stands behind 'pear'; sort the list"),
        ("apple \n", 3, "has white space or a tab too much"),
        ("apple\tred\n", 3, "'apple' has 1 values behind tabs; give it 0 values"),
    ],
)
def test_a_bad_list_is_refused_with_file_and_line(
    make: Callable[[str], Lexicon], entries: str, line: int, message: str
) -> None:
    with pytest.raises(ResourceError) as caught:
        make(entries).words("fruit")
    assert f"fruit.txt, line {line}: " in str(caught.value)
    assert message in str(caught.value)


def test_an_unknown_tag_is_refused_with_those_known(make: Callable[[str], Lexicon]) -> None:
    with pytest.raises(ResourceError, match=r"line 3: 'apple' has the unknown 'blue'; use green, red, round"):
        make("apple\tblue\n").tagged("fruit", COLOURS)


def test_tags_that_exclude_each_other_are_refused(make: Callable[[str], Lexicon]) -> None:
    with pytest.raises(ResourceError, match=r"line 3: 'apple' is green and red; leave one of them"):
        make("apple\tred green\n").tagged("fruit", COLOURS, exclusive=[("red", "green")])
    assert make("apple\tred round\n").tagged("fruit", COLOURS, exclusive=[("red", "green")])


def test_an_unknown_cell_is_refused_with_its_column(make: Callable[[str], Lexicon]) -> None:
    with pytest.raises(ResourceError, match=r"line 3: 'apple' has the unknown colour 'blue'"):
        make("apple\tblue\n").table("fruit", {"colour": COLOURS})


@pytest.mark.parametrize("entries", ["apple\n", "apple\tred\tgreen\n"])
def test_a_table_without_a_cell_for_each_column_is_refused(make: Callable[[str], Lexicon], entries: str) -> None:
    with pytest.raises(ResourceError, match=r"line 3: 'apple' has \d values behind tabs; give it 1 values"):
        make(entries).table("fruit", {"colour": COLOURS})


def test_lists_that_must_be_disjoint_are(make: Callable[[str], Lexicon], tmp_path: Path) -> None:
    lists = make("apple\npear\n")
    (tmp_path / "tree.txt").write_text(HEAD + "oak\npear\n", encoding="utf-8")
    with pytest.raises(ResourceError, match=r"tree\.txt, line 4: 'pear' is in fruit\.txt too"):
        lists.disjoint("fruit", "tree")


@pytest.mark.parametrize("head", ["", "# Fruit.\n", "apple\n# Source: invented.\n"])
def test_a_list_says_what_it_is_and_where_it_comes_from(tmp_path: Path, head: str) -> None:
    (tmp_path / "fruit.txt").write_text(f"{head}pear\n", encoding="utf-8")
    with pytest.raises(ResourceError, match=r"line 1: there is no comment that says what the list is"):
        Lexicon(tmp_path).words("fruit")


def test_a_missing_list_is_named(tmp_path: Path) -> None:
    with pytest.raises(ResourceError, match=r"fruit\.txt is missing; reinstall attrib"):
        Lexicon(tmp_path).words("fruit")


def test_a_list_in_another_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / "fruit.txt").write_bytes(HEAD.encode() + b"p\xeache\n")
    with pytest.raises(ResourceError, match=rf"is not UTF-8 \(byte {len(HEAD) + 1}\); save it as UTF-8"):
        Lexicon(tmp_path).words("fruit")


def test_a_list_is_read_once(make: Callable[[str], Lexicon], tmp_path: Path) -> None:
    lists = make("apple\n")
    assert lists.read == frozenset()
    assert lists.words("fruit") == {"apple"}
    (tmp_path / "fruit.txt").unlink()
    assert lists.words("fruit") == {"apple"}
    assert lists.read == {"fruit"}


def test_every_shipped_list_is_used() -> None:
    pytest.importorskip("torch", reason="every module that reads a list is imported, and some need torch")
    for package in (attrib.english, attrib.pipeline, attrib.store.search):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            importlib.import_module(module.name)
    assert set(lexicon().names()) == lexicon().read


def test_help_reads_no_list() -> None:
    code = (
        "import sys\n"
        "from attrib.cli.main import main\n"
        "sys.argv = ['attrib', '--help']\n"
        "try:\n    main()\n"
        "except SystemExit:\n    pass\n"
        "print('attrib.english.lexicon' in sys.modules, file=sys.stderr)\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stderr.split() == ["False"]
    assert "Usage" in ran.stdout


def test_reading_all_lists_takes_little_time() -> None:
    """Against folding and splitting the same lines without any check, so that a slow machine changes nothing."""
    path, names = lexicon().path, lexicon().names()
    times, bare = [], []
    for _ in range(5):
        start = time.process_time()
        fresh = Lexicon(path)
        for name in names:
            (fresh.spellings if name == "country_names" else fresh.disjoint)(name)
        times.append(time.process_time() - start)
        start = time.process_time()
        for name in names:
            frozenset(line.casefold().strip() for line in (path / f"{name}.txt").read_text("utf-8").splitlines())
        bare.append(time.process_time() - start)
    assert min(times) < 20 * min(bare)
