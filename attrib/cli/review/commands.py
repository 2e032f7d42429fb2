"""`attrib review`: what a person says of a statement, beside what the machine found."""

from dataclasses import replace
from pathlib import Path

import click

from attrib.cli.common.asking import with_choice
from attrib.cli.common.ids import given_ids
from attrib.cli.common.options import (
    by_option,
    database_option,
    judgement_options,
    wrong_usage,
)
from attrib.cli.common.progress import say, tell
from attrib.cli.review.add import command as add_command
from attrib.cli.review.done import report
from attrib.cli.review.list import command as list_command
from attrib.data import Assertion, StatementType
from attrib.data.queries import option_name
from attrib.services.added_vectors import embed_added, redrawn
from attrib.services.reviews import STANCES, correction
from attrib.store.database.session import open_database
from attrib.store.reviews.record import review_all, undo_review
from attrib.text.terminal import printable


class WithSubcommands(click.Group):
    """A command with an argument of its own that is also a group: a subcommand as the first word runs it."""

    allow_interspersed_args = True

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: object
    ) -> click.Context:
        if args and args[0] in self.commands:
            plain = click.Group(self.name, self.commands)  # without the argument, which the usage would tell
            own = click.Context(plain, parent=parent, info_name=info_name)
            return self.commands[args[0]].make_context(args[0], args[1:], parent=own)
        return super().make_context(info_name, args, parent, **extra)


@click.group("review", cls=WithSubcommands, invoke_without_command=True)
@click.argument("statements", metavar="ID...", nargs=-1, required=True)
@click.option("--stance", type=click.Choice(STANCES), help="Its stance towards --target; none removes it.")
@click.option("--target", metavar="NAME", help="The target of --stance; not needed if the statement has one target.")
@click.option("--speaker", metavar="NAME", help="Who said it: a name as for search, an actor id, or unknown.")
@click.option("--role", metavar="WORD", help="The speaker's role; '' for none.")
@click.option("--affiliation", metavar="NAME", help="The speaker's affiliation; '' for none.")
@click.option("--type", "kind", type=click.Choice([str(kind) for kind in StatementType]), help="How it is quoted.")
@click.option(
    "--assertion", type=click.Choice([str(value) for value in Assertion]), help="Whether it was asserted, denied, ..."
)
@click.option("--quote", metavar="WORDS", help="The whole quote, as the article has it; for one statement.")
@click.option("--at", type=click.IntRange(min=0), metavar="N", help="Where the quote begins, if its words repeat.")
@click.option("--accept", is_flag=True, help="It is right, except for the other options given.")
@click.option("--reject", is_flag=True, help="It is not a statement; search leaves it out.")
@judgement_options
@database_option
def command(
    statements: tuple[str, ...], stance: str | None, target: str | None, speaker: str | None, role: str | None,
    affiliation: str | None, kind: str | None, assertion: str | None, quote: str | None, at: int | None, accept: bool,
    reject: bool, by: str, note: str | None, database: str,
) -> None:  # fmt: skip
    """Correct, accept or reject statements.

    ID is a statement's id, or its first digits as attrib search prints them; - takes ids from standard input. Several
    statements are reviewed alike, or none of them where one cannot be. Your review is kept with your name and the time,
    beside the machine's values. search, show and export use it and note it in `reviewed`. It also applies when
    the same words are ingested again or a newer model reads them, and it can be undone. attrib search --rejected shows
    rejected statements.

    --speaker takes a name as attrib search --actor does: a surname or an acronym is enough, a name that fits several is
    asked about, and whom it was taken for is said. A name that is near a known one is refused with those; for somebody
    new give --speaker "new:NAME". A name that nobody has nor nearly has is a new speaker. --speaker unknown says that
    the article does not tell who said it; attrib search --actor unknown finds such statements.

    --quote corrects where the quote begins and ends. Its words must stand in the article; line breaks and the style of
    quotation marks do not matter, and pieces before and after a speaker tag are joined by " […] ". Words that stand
    there several times are listed with their places, for --at; for words that are not there the nearest are shown. A
    model that reads the article later does not change it.

    \b
    Examples:
      attrib review 3f2a9c1b --accept
      attrib review 3f2a9c1b --stance oppose --target Pakistan --note "he says so in the next sentence"
      attrib review 3f2a9c1b --speaker "Zabihullah Mujahid" --type mixed
      attrib review 3f2a9c1b 92d04e77 5e1b0a3c --reject
      attrib review 3f2a9c1b --speaker unknown
      attrib review 3f2a9c1b --quote "the talks had failed"
      attrib review add talks.txt --quote "the talks had failed" --speaker Mujahid
      attrib review list
      attrib review undo 3fa2c9017b3d
      attrib review export corrections/
    """
    with wrong_usage():
        said = correction(
            accept=accept,
            reject=reject,
            stance=stance,
            target=target,
            speaker=speaker,
            role=role,
            affiliation=affiliation,
            type=kind,
            assertion=assertion,
            quote=quote,
            at=at,
            spelling=option_name,
        )
    ids = given_ids(statements, "standard input names no statement; give ids, as attrib search shows them")
    if quote is not None and len(ids) > 1:
        raise click.UsageError("--quote gives the words of one statement; give one id")
    with open_database(database, must_exist=True) as opened:
        if speaker is None:
            done = review_all(opened, ids, said, by, note)
        else:
            done = with_choice(speaker, lambda name: review_all(opened, ids, replace(said, speaker=name), by, note))
        report(done)
        if quote is not None:
            tell(embed_added(opened))


@command.command("undo")
@click.argument("identity", metavar="ID")
@by_option
@database_option
def undo_command(identity: str, by: str, database: str) -> None:
    """Undo a review.

    ID is the id that attrib review printed, or that attrib review list shows. All reviews of one command are undone
    together. They stay on record, with who undid them and when.

    \b
    Examples:
      attrib review undo 3fa2c9017b3d
    """
    with open_database(database, must_exist=True) as opened:
        undone = undo_review(opened, identity, by)
        for item in undone:
            click.echo(f"Undone: {item.statement_id}  {printable(str(item))}")
        if redrawn(undone):
            tell(embed_added(opened))


@command.command("export")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--complete", is_flag=True, help="Only articles with a review of every statement.")
@database_option
def export_command(folder: Path, complete: bool, database: str) -> None:
    """Write reviewed articles as training data.

    Each article with a review becomes FOLDER/text/NN_name.txt, exactly as stored, and FOLDER/labels/NN.json with its
    statements as reviewed. Rejected statements are left out; statements without a review keep the machine's values and
    are marked so. attrib evaluate and attrib train read such a folder with --articles.

    \b
    Examples:
      attrib review export corrections/
      attrib review export corrections/ --complete
    """
    from attrib.services.labels import write_labels
    from attrib.store.reviews.export import reviewed_articles

    with open_database(database, must_exist=True) as opened:
        written = write_labels(reviewed_articles(opened, complete=complete), folder)
    say(str(written))


command.add_command(add_command)
command.add_command(list_command)
