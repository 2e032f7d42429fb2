"""`attrib actors import` and `export`."""

from pathlib import Path

from tests.cli.conftest import Attrib

PEOPLE = """name,kind,aliases,wikidata_id,organization,role,since,until
Ann Lee,person,Annie Lee;@annlee,Q5,Norland,minister,2019,
Sudland,organization,,,,,,
"""
BAD = "name,kind\nAnn Lee,person\n,person\n"


def test_what_is_imported_is_searched_and_exported(news: Attrib, tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text(PEOPLE, encoding="utf-8")
    result = news("actors", "import", "people.csv", "--by", "eva")
    assert result.exit_code == 0, result.output
    assert result.stdout == "Records: 2. New speakers: 1. New facts: 6.\n"
    assert news("search", "--actor", "Q5", "--format", "jsonl").stdout.count("\n") == 2
    for form in ("csv", "json", "jsonl"):
        out = f"out.{form}"
        assert news("actors", "export", "--format", form, "--output", out).exit_code == 0
        again = news("actors", "import", out)
        assert again.stdout == "Records: 2. New speakers: 0. New facts: 0.\n", again.output
        assert news("actors", "import", out, "--db", f"{form}.db").exit_code == 0
        copied = news("actors", "export", "--format", form, "--db", f"{form}.db").stdout
        assert copied == news("actors", "export", "--format", form).stdout
    assert news("actors", "export", "--output", "out.csv").exit_code == 1
    assert "Sudland" not in news("actors", "export", "--kind", "person").stdout


def test_records_that_cannot_be_used_are_told(news: Attrib, tmp_path: Path) -> None:
    (tmp_path / "bad.csv").write_text(BAD, encoding="utf-8")
    strict = news("actors", "import", "bad.csv", "--strict")
    assert strict.exit_code == 1
    assert "bad.csv, record 3: the name '' cannot be used" in strict.stderr
    assert "nothing was imported" in strict.stderr
    assert news("actors", "export", "--format", "jsonl").stdout == ""
    result = news("actors", "import", "bad.csv")
    assert result.exit_code == 1
    assert "Records: 1. New speakers: 0. New facts: 1." in result.stdout
    assert "1 of the records of bad.csv cannot be used" in result.stderr
    assert news("actors", "import", "nowhere.csv").exit_code == 2
