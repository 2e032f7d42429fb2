"""A text that was altered in the database is told by whatever shows or exports statements of it."""

import json
import sqlite3
from pathlib import Path

from tests.cli.conftest import Attrib

EXPORT = ("export", "--all", "--output", "said.csv", "--force")


def test_an_altered_text_is_told(news: Attrib, tmp_path: Path) -> None:
    statement = json.loads(news("search", "failed", "--format", "jsonl", "--limit", "1").stdout)["statement_id"]
    commands = [("show", statement), ("show", statement, "--whole"), EXPORT]
    for command in commands:
        assert "was altered" not in news(*command).stderr
    with sqlite3.connect(tmp_path / "attrib.db") as connection:
        connection.execute("UPDATE documents SET text = replace(text, 'failed', 'served')")
    for command in commands:
        result = news(*command)
        assert result.exit_code == 0, result.output
        assert "was altered: it has another SHA-256" in result.stderr
    checked = news("db", "check")
    assert checked.exit_code == 1
    assert "another SHA-256" in checked.stderr
