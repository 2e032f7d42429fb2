"""Lists of known people and organizations in the forms that people have them in."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attrib.data import ActorKind, Problem
from attrib.data.actors import KnownActor, KnownRole
from attrib.errors import ReadError
from attrib.readers.people import read_people

EVERY_POLITICIAN = (
    "id,name,sort_name,email,twitter,facebook,group,group_id,area_id,area,chamber,term,start_date,end_date,"
    "image,gender,wikidata\n"
    'u1,Tony Blair,"Blair, Tony",,,,Labour,lab,,Sedgefield,House of Commons,53,2001-06-07,2005-04-11,,male,Q9545\n'
    'u1,Tony Blair,"Blair, Tony",,,,Labour,lab,,Sedgefield,House of Commons,54,2005-05-05,,,male,Q9545\n'
)
OPEN_SANCTIONS = """"id","schema","name","aliases","birth_date","countries"
"Q19878","Person","Muammar Gaddafi","Moammar Qaddafi;Muammar al-Gathafi","1942","ly"
"NK-abc","Organization","Taliban","","","af"
"NK-v","Vessel","Pegas","","",""
"""
WIKIDATA = """item,itemLabel,itemAltLabel,positionLabel,start
http://www.wikidata.org/entity/Q9545,Tony Blair,"Anthony Blair, Tony",Prime Minister,1997-05-02T00:00:00Z
"""


def read(
    folder: Path, text: str, name: str = "people.csv", kind: ActorKind | None = None
) -> list[KnownActor | Problem]:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return list(read_people(path, kind))


def test_every_politician_s_rows_are_roles_of_one_person(tmp_path: Path) -> None:
    (blair,) = read(tmp_path, EVERY_POLITICIAN)
    assert isinstance(blair, KnownActor)
    assert (blair.name, blair.kind, blair.wikidata_id, blair.id) == ("Tony Blair", ActorKind.PERSON, "Q9545", "u1")
    assert blair.roles == (
        KnownRole("Labour", None, "2001-06-07", "2005-04-11"),
        KnownRole("House of Commons", "member", "2001-06-07", "2005-04-11"),
        KnownRole("Labour", None, "2005-05-05", None),
        KnownRole("House of Commons", "member", "2005-05-05", None),
    )


def test_open_sanctions_tells_people_from_ships(tmp_path: Path) -> None:
    ship, gaddafi, taliban = read(tmp_path, OPEN_SANCTIONS)
    assert isinstance(ship, Problem)
    assert (ship.warning, ship.record) == (True, 4)
    assert isinstance(gaddafi, KnownActor)
    assert (gaddafi.wikidata_id, gaddafi.aliases) == ("Q19878", ("Moammar Qaddafi", "Muammar al-Gathafi"))
    assert isinstance(taliban, KnownActor)
    assert (taliban.kind, taliban.wikidata_id) == (ActorKind.ORGANIZATION, None)


def test_a_wikidata_query_needs_to_be_told_the_kind(tmp_path: Path) -> None:
    (problem,) = read(tmp_path, WIKIDATA)
    assert isinstance(problem, Problem)
    assert "--kind" in problem.message
    (blair,) = read(tmp_path, WIKIDATA, kind=ActorKind.PERSON)
    assert isinstance(blair, KnownActor)
    assert (blair.wikidata_id, blair.aliases) == ("Q9545", ("Anthony Blair", "Tony"))
    assert blair.roles == (KnownRole(None, "Prime Minister", "1997-05-02", None),)


def test_json_lines_hold_lists(tmp_path: Path) -> None:
    text = (
        '{"name": "Ann Lee", "kind": "person", "aliases": ["A. Lee"], '
        '"roles": [{"organization": "Mint", "role": "chief", "since": "2001", "until": null}]}\n\n{"name": \n[1]\n'
    )
    first, second, lee = read(tmp_path, text, "people.jsonl")
    assert [str(item).split(": ", 1)[0].rsplit("/", 1)[1] for item in (first, second)] == [
        "people.jsonl, record 3", "people.jsonl, record 4",
    ]  # fmt: skip
    assert isinstance(lee, KnownActor)
    assert lee.roles == (KnownRole("Mint", "chief", "2001", None),)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (",person,,,,", "the name '' cannot be used"),
        ("Ann Lee,person,R5,,,", "'R5' is no Wikidata id; give one such as Q312"),
        ("Ann Lee,person,,Mint,02/03/2004,", "since is '02/03/2004', no date"),
        ("Ann Lee,person,,Mint,2004,2003-12-31", "begins 2004 and ends earlier, 2003-12-31"),
        ("Ann Lee,,,,,", "nothing says whether this is a person or an organization"),
    ],
)
def test_what_is_odd_is_said_with_its_line(tmp_path: Path, row: str, words: str) -> None:
    text = f"name,kind,wikidata_id,organization,since,until\nBo Diaz,person,,,,\n{row}\n"
    problem, diaz = read(tmp_path, text)
    assert isinstance(problem, Problem)
    assert problem.record == 3
    assert words in problem.message
    assert isinstance(diaz, KnownActor)


def test_files_that_are_no_list_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"has no column name \(or .*; its columns, divided by commas: text, url"):
        read(tmp_path, "text,url\na,b\n")
    with pytest.raises(ReadError, match="not valid CSV"):
        read(tmp_path, 'name,kind\n"Ann" Lee,person\n')
    (tmp_path / "latin.csv").write_bytes("name\nJosé\n".encode("latin-1"))
    with pytest.raises(ReadError, match="is not UTF-8"):
        list(read_people(tmp_path / "latin.csv"))


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    folder = tmp_path_factory.mktemp("any")
    for name in ("people.csv", "people.jsonl"):
        path = folder / name
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
        try:
            found = list(read_people(path))
        except ReadError:
            continue
        assert all(isinstance(item, (KnownActor, Problem)) for item in found)


def test_a_cell_may_hold_any_mark_that_some_take_for_a_line_end(tmp_path: Path) -> None:
    lee, low = read(tmp_path, "name,kind,organization\nAnn\u2028Lee,person,A\x0bB\nBob\x85Low,person,\n")
    assert isinstance(lee, KnownActor)
    assert isinstance(low, KnownActor)
    assert (lee.name, low.name, low.record) == ("Ann Lee", "Bob Low", 3)


def test_broken_quoting_is_told_with_its_line_in_the_header_too(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"people\.csv, line 1: not valid CSV"):
        read(tmp_path, 'name,"ki"nd\nAnn Lee,person\n')
    with pytest.raises(ReadError, match=r"people\.csv, line 2: not valid CSV"):
        read(tmp_path, 'name,kind\n"Ann" Lee,person\n')
    with pytest.raises(ReadError, match=r"divided by commas: name;kind; name the column in the first line"):
        read(tmp_path, "name;kind\nAnn Lee;person\n")


def test_what_no_text_can_hold_is_a_problem_of_its_record(tmp_path: Path) -> None:
    lines = ('{"name": "A\\u0000b"}', '{"name": "Ab", "aliases": ["x\\ud800"]}', "[" * 100_000, '{"name": "Ann Lee"}')
    *problems, lee = read(tmp_path, "\n".join(lines), "people.jsonl", ActorKind.PERSON)
    assert [item.record for item in problems] == [1, 2, 3]
    assert isinstance(lee, KnownActor)


def test_an_array_is_read_as_its_objects_and_a_broken_one_is_a_problem(tmp_path: Path) -> None:
    path = tmp_path / "people.json"
    path.write_text('[{"name": "Ann Lee", "kind": "person"},\n 7, {"name": "Bo Ray", "kind": "person"}]')
    problem, lee, ray = read_people(path)
    assert isinstance(problem, Problem)
    assert (problem.record, "JSON object" in problem.message) == (2, True)
    assert [one.name for one in (lee, ray) if isinstance(one, KnownActor)] == ["Ann Lee", "Bo Ray"]
    path.write_text('[{"name": "Ann Lee"')
    (cut,) = read_people(path)
    assert isinstance(cut, Problem)
    assert "not valid JSON" in cut.message
