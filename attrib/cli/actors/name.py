"""The commands of `attrib actors` that judge a speaker's name, aliases, kind and affiliation."""

import click

from attrib.cli.actors.judge import report
from attrib.cli.common.asking import with_choice
from attrib.cli.common.dates import checked_date
from attrib.cli.common.options import database_option, judgement_options
from attrib.data import ActorKind
from attrib.data.actors import KnownRole
from attrib.store.actors.affiliations import add_affiliation
from attrib.store.actors.naming import add_alias, remove_alias, rename, set_kind, set_wikidata
from attrib.store.database.session import open_database


@click.command("rename")
@click.argument("name", metavar="NAME|ID")
@click.argument("new_name", metavar="NEW")
@judgement_options
@database_option
def rename_command(name: str, new_name: str, by: str, note: str | None, database: str) -> None:
    """Set the canonical name of a speaker.

    The speaker's names in texts still find it.

    \b
    Examples:
      attrib actors rename "Z Mujahid" "Zabihullah Mujahid"
    """
    with open_database(database, must_exist=True) as opened:
        report(with_choice(name, lambda chosen: rename(opened, chosen, new_name, by, note)))


@click.group("alias")
def alias_command() -> None:
    """Add or remove an alias of a speaker.

    \b
    Examples:
      attrib actors alias add "Muammar Gaddafi" "Moammar Qaddafi"
      attrib actors alias remove "Tony Blair" "President Blair"
    """


@alias_command.command("add")
@click.argument("name", metavar="NAME|ID")
@click.argument("alias", metavar="ALIAS")
@judgement_options
@database_option
def alias_add_command(name: str, alias: str, by: str, note: str | None, database: str) -> None:
    """Judge that a speaker is also called ALIAS.

    Search then finds the speaker by it. A full name, or an organization's name, also joins speakers of that name in
    articles ingested later; a surname alone does not, because others may have it.

    \b
    Examples:
      attrib actors alias add "Muammar Gaddafi" "Moammar Qaddafi"
    """
    with open_database(database, must_exist=True) as opened:
        report(with_choice(name, lambda chosen: add_alias(opened, chosen, alias, by, note)))


@alias_command.command("remove")
@click.argument("name", metavar="NAME|ID")
@click.argument("alias", metavar="ALIAS")
@judgement_options
@database_option
def alias_remove_command(name: str, alias: str, by: str, note: str | None, database: str) -> None:
    """Judge that a speaker is not called ALIAS, whether a text or a person said so.

    \b
    Examples:
      attrib actors alias remove "Tony Blair" "President Blair"
    """
    with open_database(database, must_exist=True) as opened:
        report(with_choice(name, lambda chosen: remove_alias(opened, chosen, alias, by, note)))


@click.command("kind")
@click.argument("name", metavar="NAME|ID")
@click.argument("kind", type=click.Choice([str(kind) for kind in ActorKind]))
@judgement_options
@database_option
def kind_command(name: str, kind: str, by: str, note: str | None, database: str) -> None:
    """Set the kind of a speaker.

    \b
    Examples:
      attrib actors kind "Comissaria Smith" organization
    """
    with open_database(database, must_exist=True) as opened:
        report(with_choice(name, lambda chosen: set_kind(opened, chosen, ActorKind(kind), by, note)))


@click.command("wikidata")
@click.argument("name", metavar="NAME|ID")
@click.argument("item", metavar="QID")
@judgement_options
@database_option
def wikidata_command(name: str, item: str, by: str, note: str | None, database: str) -> None:
    """Set the Wikidata item of a speaker.

    \b
    Examples:
      attrib actors wikidata "Tony Blair" Q9545
    """
    with open_database(database, must_exist=True) as opened:
        report(with_choice(name, lambda chosen: set_wikidata(opened, chosen, item, by, note)))


@click.command("affiliation")
@click.argument("name", metavar="NAME|ID")
@click.argument("organization")
@click.option("--role", metavar="WORD", help="The role, such as spokesperson.")
@click.option("--since", metavar="DATE", callback=checked_date, help="The first year, month or day of it.")
@click.option("--until", metavar="DATE", callback=checked_date, help="The last year, month or day of it.")
@judgement_options
@database_option
def affiliation_command(
    name: str, organization: str, role: str | None, since: str | None, until: str | None, by: str, note: str | None,
    database: str,
) -> None:  # fmt: skip
    """Judge that a speaker speaks for or belongs to ORGANIZATION.

    attrib search --affiliation then finds the speaker's statements of that time, whether the article gives the
    affiliation or not.

    \b
    Examples:
      attrib actors affiliation "Zabihullah Mujahid" Taliban --role spokesperson --since 2007
      attrib actors affiliation "Boris Johnson" "City Hall" --role mayor --since 2008-05-04 --until 2016-05-09
    """
    known = KnownRole(organization, role, since, until)
    with open_database(database, must_exist=True) as opened:
        report(with_choice(name, lambda chosen: add_affiliation(opened, chosen, known, by, note)))
