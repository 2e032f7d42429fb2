"""The shared options, on commands made for the purpose."""

from datetime import UTC, datetime

import click
import pytest
from click.testing import CliRunner

from attrib.cli.common.filters import filter_options
from attrib.cli.common.model_options import model_options
from attrib.cli.common.options import database_option, format_option
from attrib.data import StanceLabel, StatementQuery, StatementType
from attrib.settings import ExtractSettings, database_url


def query_of(*arguments: str) -> StatementQuery:
    """The query that a command with the filters receives."""
    received: list[StatementQuery] = []

    @click.command()
    @filter_options
    def command(query: StatementQuery) -> None:
        received.append(query)

    result = CliRunner().invoke(command, list(arguments))
    assert result.exit_code == 0, result.output
    return received[0]


def test_no_filter_is_an_open_query() -> None:
    assert query_of() == StatementQuery()


def test_every_filter_reaches_the_query() -> None:
    query = query_of(
        *("tax", "cuts", "--actor", "Mujahid", "--affiliation", "Taliban", "--role", "spokesman", "--type", "direct"),
        *("--stance", "oppose", "--target", "Pakistan", "--outlet", "BBC", "--since", "2024", "--until", "2025-01"),
        *("--min-confidence", "0.5", "--sort", "speaker"),
    )
    assert query == StatementQuery(
        text="tax cuts",
        actor=("Mujahid",),
        affiliation=("Taliban",),
        role=("spokesman",),
        type=(StatementType.DIRECT,),
        stance=StanceLabel.OPPOSE,
        target=("Pakistan",),
        outlet=("BBC",),
        since=datetime(2024, 1, 1, tzinfo=UTC),
        until=datetime(2025, 2, 1, tzinfo=UTC),
        min_confidence=0.5,
        sort="speaker",
    )


@pytest.mark.parametrize(
    "arguments",
    [
        ("--type", "spoken"),
        ("--stance", "angry"),
        ("--since", "yesterday"),
        ("--min-confidence", "2"),
        ("--sort", "random"),
        ("--since", "2025", "--until", "2024"),
    ],
)
def test_bad_filters_are_wrong_usage(arguments: tuple[str, ...]) -> None:
    @click.command()
    @filter_options
    def command(query: StatementQuery) -> None:
        raise AssertionError(query)

    result = CliRunner().invoke(command, arguments)
    assert result.exit_code == 2
    assert arguments[0] in result.stderr


def test_one_day_is_a_period() -> None:
    query = query_of("--since", "2025-01-31", "--until", "2025-01-31")
    assert query.since == datetime(2025, 1, 31, tzinfo=UTC)
    assert query.until == datetime(2025, 2, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("given", "url"),
    [
        ("news.db", "sqlite:///news.db"),
        ("/data/news.db", "sqlite:////data/news.db"),
        ("sqlite:///news.db", "sqlite:///news.db"),
        ("postgresql://host/news", "postgresql://host/news"),
    ],
)
def test_database_is_a_url_or_a_file(given: str, url: str) -> None:
    assert database_url(given) == url


def test_database_comes_from_the_environment() -> None:
    @click.command()
    @database_option
    def command(database: str) -> None:
        click.echo(database)

    assert CliRunner().invoke(command, env={"ATTRIB_DB": None}).output == "sqlite:///attrib.db\n"
    assert CliRunner().invoke(command, env={"ATTRIB_DB": "other.db"}).output == "sqlite:///other.db\n"
    assert CliRunner().invoke(command, ["--db", "x.db"], env={"ATTRIB_DB": "other.db"}).output == "sqlite:///x.db\n"


def test_model_options_become_settings() -> None:
    received: list[ExtractSettings] = []

    @click.command()
    @model_options
    def command(settings: ExtractSettings) -> None:
        received.append(settings)

    runner = CliRunner()
    assert runner.invoke(command, ["--model", "mine", "--precision", "fp32", "--batch-tokens", "1024"]).exit_code == 0
    assert runner.invoke(command).exit_code == 0
    assert received == [ExtractSettings(model="mine", precision="fp32", batch_tokens=1024), ExtractSettings()]
    assert runner.invoke(command, ["--batch-tokens", "7"]).exit_code == 2


def test_first_format_is_the_default() -> None:
    @click.command()
    @format_option("table", "csv")
    def command(form: str) -> None:
        click.echo(form)

    runner = CliRunner()
    assert runner.invoke(command).output == "table\n"
    assert runner.invoke(command, ["--format", "csv"]).output == "csv\n"
    assert runner.invoke(command, ["--format", "pdf"]).exit_code == 2
