"""`attrib saved digest`: what is new to saved searches, told once."""

from pathlib import Path

import click

from attrib.cli.common.options import Forms, database_option, output_options
from attrib.cli.common.output import text_output
from attrib.cli.common.progress import say
from attrib.data.saved import SearchDigest
from attrib.errors import WriteError
from attrib.services.digests import USUAL, make_digest, settle, told_once
from attrib.store.database.session import open_database
from attrib.writers.digests import DIGEST_FORMS, ROW_FORMS, digest_text, form_of, remarks
from attrib.writers.files import complete_file


@click.command("digest")
@click.argument("names", metavar="[NAME]...", nargs=-1)
@click.option(
    "--format",
    "form",
    type=Forms(DIGEST_FORMS),
    help="Form of the digest.",
    show_default="the one that the name of --output ends in, else text",
)
@output_options
@click.option("--dry-run", is_flag=True, help="Show what the digest would tell; it stays new.")
@click.option("--quiet", is_flag=True, help="Where nothing is new, write no file and say nothing.")
@click.option(
    "--limit",
    type=click.IntRange(min=0),
    default=USUAL,
    show_default=True,
    help="Most new statements of one search; the others are left for the next digest. 0 for all.",
)
@database_option
@click.pass_context
def digest_command(
    ctx: click.Context,
    names: tuple[str, ...],
    form: str | None,
    output: Path | None,
    force: bool,
    dry_run: bool,
    quiet: bool,
    limit: int,
    database: str,
) -> None:
    """Tell what is new to the saved searches, or to those named, and mark it as told.

    New is what a search finds and has not told: statements stored since, also of old articles, and those that fit since
    names were joined or a review changed them. What another run or a newer text has in the same words is not new.
    Statements of the same words in copies of an article are told together.

    The digest is written whole before it counts as told. If the process is killed on the way, the next digest looks at
    the file of --output: where it was written, nothing is told again; where it was not, or went to standard output, the
    same is told once more, and the digest says so.

    --format csv and jsonl give a row a statement, with the search that it is new to and the ids of the statements in
    copies that are told with it; what a search has to say beside its statements goes to standard error.

    The exit status is 0, also where nothing is new, and 1 where a search could not be answered; the digest then says
    why, and has told all others.

    \b
    Examples:
      attrib saved digest --dry-run
      attrib saved digest border mujahid --output today.html
      attrib saved digest --quiet | mail -E -s "New statements" desk@example.org
    """
    to_file = output is not None and str(output) != "-"
    form = form or (form_of(output) if output is not None and to_file else "text")
    with open_database(database, must_exist=True) as opened:
        again = not dry_run and settle(opened)
        digest = make_digest(opened, names, limit=limit or None, again=again)
        silent = digest.silent and quiet
        if output is not None and to_file and not silent:
            _refuse_existing(output, force=force)
        text = digest_text(digest, form)
        if silent or dry_run:
            if not silent:
                _write(text, output if to_file else None, force=force)
        else:
            with told_once(opened, digest, text, output if to_file else None):
                _write(text, output if to_file else None, force=force)
    if not silent:
        _tell(digest, output if to_file else None, dry_run=dry_run)
    if form in ROW_FORMS:
        for section in digest.sections:
            for words in remarks(section):
                say(f"{section.search.name}: {words}")
    if digest.problems:
        for section in digest.problems:
            say(f"Error: {section.search.name}: {section.problem}")
        ctx.exit(1)


def _refuse_existing(output: Path, *, force: bool) -> None:
    if output.is_file() and not force:
        raise WriteError(f"{output} exists; give --force to overwrite it, or another name to --output")


def _write(text: str, output: Path | None, *, force: bool) -> None:
    """Write a digest to a file that appears when it is complete, or to standard output."""
    if output is not None:
        with complete_file(output, overwrite=force) as stream:
            stream.write(text)
        return
    stream = text_output()
    stream.write(text)
    stream.flush()


def _tell(digest: SearchDigest, output: Path | None, *, dry_run: bool) -> None:
    if not digest.sections:
        say("No search is saved; attrib saved add NAME saves one.")
    elif dry_run:
        say("Nothing was marked as told.")
    elif output is not None:
        what = "Nothing is new" if not digest.new else f"{digest.new} new"
        say(f"{what}; the digest is in {output}.")
