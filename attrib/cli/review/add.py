"""`attrib review add`: a statement that no model has found."""

from dataclasses import replace

import click

from attrib.cli.common.asking import with_choice
from attrib.cli.common.options import database_option, judgement_options, wrong_usage
from attrib.cli.common.progress import tell
from attrib.cli.review.done import report
from attrib.data import Assertion, StatementType
from attrib.data.queries import option_name
from attrib.services.added_vectors import embed_added
from attrib.services.reviews import STANCES, added_statement
from attrib.store.database.session import open_database
from attrib.store.documents.added_statements import add_statement


@click.command("add")
@click.argument("document", metavar="DOCUMENT")
@click.option("--quote", required=True, metavar="WORDS", help="The whole quote, as the article has it.")
@click.option("--speaker", required=True, metavar="NAME", help="Who said it: a name, an actor id, or unknown.")
@click.option("--cue", metavar="WORDS", help="The words that attribute it, such as said, as the article has them.")
@click.option(
    "--type",
    "kind",
    type=click.Choice([str(kind) for kind in StatementType]),
    show_default="by its marks",
    help="How quoted.",
)
@click.option(
    "--assertion", type=click.Choice([str(value) for value in Assertion]), default="asserted", show_default=True,
    help="Whether it was asserted, denied, ...",
)  # fmt: skip
@click.option("--role", metavar="WORD", help="The speaker's role.")
@click.option("--affiliation", metavar="NAME", help="The speaker's affiliation.")
@click.option("--stance", type=click.Choice(STANCES[:-1]), help="Its stance towards --target.")
@click.option("--target", metavar="NAME", help="The target of --stance.")
@click.option("--at", type=click.IntRange(min=0), metavar="N", help="Where the quote begins, if its words repeat.")
@judgement_options
@database_option
def command(
    document: str, quote: str, speaker: str, cue: str | None, kind: str | None, assertion: str, role: str | None,
    affiliation: str | None, stance: str | None, target: str | None, at: int | None, by: str, note: str | None,
    database: str,
) -> None:  # fmt: skip
    """Add a statement that the machine missed.

    DOCUMENT is the first digits of the document's id, its path or address or a part of it, or the id of one of its
    statements. The words of --quote must stand in the article; line breaks and the style of quotation marks do not
    matter. Pieces before and after a speaker tag are joined by " […] ". Words that stand there several times are listed
    with their places, for --at; for words that are not there the nearest are shown. --speaker is as in attrib review.

    The statement is yours, with your name and the time: search, show and export have it, marked as added, whichever
    model reads the article. Where a model finds nearly the same words, the two are one, with what you said of it.
    attrib review undo takes it back.

    \b
    Examples:
      attrib review add talks.txt --quote "the talks had failed" --speaker Mujahid --cue said
      attrib review add 3fa2c901 --quote "“No,” […] “never.”" --speaker unknown --assertion denied
    """
    with wrong_usage():
        added = added_statement(
            quote=quote,
            speaker=speaker,
            cue=cue,
            type=kind,
            assertion=assertion,
            role=role,
            affiliation=affiliation,
            stance=stance,
            target=target,
            at=at,
            spelling=option_name,
        )
    with open_database(database, must_exist=True) as opened:

        def add(name: str) -> None:
            said = replace(added, said=replace(added.said, speaker=name))
            report(add_statement(opened, document, said, by, note))

        with_choice(speaker, add)
        tell(embed_added(opened))
