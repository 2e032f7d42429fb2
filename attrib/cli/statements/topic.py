"""`attrib topic`: who is for something, and who against it."""

from dataclasses import replace

import click

from attrib.cli.common.asking import with_actor_chosen
from attrib.cli.common.filters import narrowing_options_but
from attrib.cli.common.left_out import all_option, tell_left_out
from attrib.cli.common.listing import limit_option
from attrib.cli.common.options import database_option, format_option, wrong_usage
from attrib.cli.common.output import table_console, text_output, with_columns
from attrib.cli.common.progress import say
from attrib.data import StatementQuery
from attrib.data.positions import TopicStances
from attrib.services.sides import stances_towards
from attrib.store.database.session import open_database
from attrib.writers import stance_rows as rows
from attrib.writers.rows import write_rows


@click.command("topic", cls=with_columns({"the CSV file": rows.TOPIC_COLUMNS}))
@click.argument("topic", nargs=-1, required=True, metavar="TOPIC")
@narrowing_options_but("target")
@all_option
@click.option("--neutral", is_flag=True, help="Also speakers and statements without a side.")
@limit_option
@format_option("table", "csv", "json", "jsonl")
@database_option
def command(topic: tuple[str, ...], query: StatementQuery, neutral: bool, limit: int, form: str, database: str) -> None:
    """Tell who is for TOPIC, who against it and who on both sides, speaker by speaker.

    TOPIC is what statements are for or against: "harbour tax" or the name of a speaker. Targets that name the same
    thing count as one: "the new harbour tax", "tax on harbours", and "the levy" in an article on one harbour tax. Which
    they are is said on standard error, and so are other targets with those words, such as "harbour tax cut".

    Where a speaker's statement for it and one against it are neighbours in time, both are shown side by side: a
    possible change of mind, or a misread stance. Read both in context (attrib show).

    The filters are those of attrib search, and so is what is left out.

    \b
    Examples:
      attrib topic "harbour tax"
      attrib topic "harbour tax" --since 2025 --outlet Gull --neutral
      attrib topic Pakistan --actor Mujahid --format csv > sides.csv
    """
    name = " ".join(topic)
    with open_database(database, must_exist=True) as opened:
        query = with_actor_chosen(opened, query)
        with wrong_usage():
            found, notices = stances_towards(opened, name, query, neutral=neutral)
        shown = replace(found, speakers=found.speakers[: limit or None])
        if form == "table" and found.speakers:
            from attrib.writers.stances import write_topic

            write_topic(shown, table_console())
        elif form != "table":
            listed = rows.speaker_rows(shown)
            write_rows(rows.flat(listed) if form == "csv" else listed, rows.TOPIC_COLUMNS, form, text_output())
        for notice in notices:
            say(notice.message)
        if len(shown.speakers) < len(found.speakers):
            say(f"{limit} of {len(found.speakers)} speakers shown; --limit 0 for all.")
        _tell(found)
        if found.speakers:
            tell_left_out(opened, query)


def _tell(found: TopicStances) -> None:
    """Say which targets count as the topic, which do not, and how many statements take no side."""
    if not found.speakers:
        say(f"No statement takes a side towards {found.topic!r}; see what there is: attrib count --by target")
    elif len(found.targets) > 1:
        say(f"Counted as one: {_listed(found.targets)}.")
    if found.others:
        say(f"Not counted, other targets with these words: {_listed(found.others)}.")
    if found.left_neutral:
        what = "1 statement takes" if found.left_neutral == 1 else f"{found.left_neutral} statements take"
        say(f"{what} no side; --neutral shows them.")


def _listed(targets: tuple[tuple[str, int], ...]) -> str:
    return ", ".join(f"{name} ({number})" for name, number in targets)
