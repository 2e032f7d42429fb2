"""The `attrib` command: the table of its commands, and the place where errors become messages and exit statuses."""

import atexit
import gc
import os
import signal
import sys
from types import FrameType, MappingProxyType, TracebackType

import click

from attrib._version import __version__
from attrib.cli.common.settings import COLORS
from attrib.cli.lazy import LazyGroup, Table
from attrib.errors import AttribError
from attrib.text.secrets import mask_secrets
from attrib.text.terminal import printable

_NEW_OBJECTS = 200_000  # that cause a collection of garbage; a search with its modules makes a quarter of them
INTERRUPTED = 130  # the exit status of a program after Ctrl-C,
TERMINATED = 143  # and after a polite end by the system or by `kill`

COMMANDS: Table = MappingProxyType(
    {
        "ingest": ("attrib.cli.statements.ingest", "Read articles, extract who said what, and store it."),
        "search": ("attrib.cli.statements.search", "Find statements by speaker, stance, topic, words, date."),
        "show": ("attrib.cli.statements.show", "Show one statement in its context, with its provenance."),
        "export": ("attrib.cli.statements.export", "Write statements as CSV, Excel, JSON lines or a network."),
        "report": ("attrib.cli.statements.report", "Write a report to hand over: one HTML file to read and print."),
        "count": ("attrib.cli.statements.count", "Count statements by speaker, outlet, stance, month, ..."),
        "topic": ("attrib.cli.statements.topic", "Tell who is for something, and who against it."),
        "stance": ("attrib.cli.statements.stance", "Sum up what a speaker supports and opposes."),
        "changes": ("attrib.cli.changes.commands", "Show where somebody said the opposite later; judge it."),
        "claims": ("attrib.cli.claims.commands", "List what is said more than once; judge what is the same claim."),
        "compare": ("attrib.cli.claims.compare", "Lay one utterance as each outlet gave it side by side."),
        "checks": ("attrib.cli.checks.commands", "Import fact checks; find the statements that they are about."),
        "web": ("attrib.cli.web", "Serve a page to search, read and review in, on this machine."),
        "saved": ("attrib.cli.saved.commands", "Save searches under a name; tell what is new to them."),
        "review": ("attrib.cli.review.commands", "Correct, accept or reject what the machine found."),
        "docs": ("attrib.cli.docs.commands", "List, correct, move or delete the articles themselves."),
        "copies": ("attrib.cli.docs.copies", "List articles that copy one another: wire stories, updates."),
        "verify": ("attrib.cli.statements.verify", "Check that texts, spans, files and pages are as stored."),
        "archive": ("attrib.cli.docs.archive", "Ask a public archive for copies of articles' pages."),
        "actors": ("attrib.cli.actors.commands", "Judge who is who: list, show, merge, rename speakers."),
        "extract": ("attrib.cli.statements.extract", "Print who said what in a file; no database."),
        "cluster": ("attrib.cli.statements.cluster", "Extract files on a cluster of machines, with Ray."),
        "load": ("attrib.cli.statements.load", "Store what attrib extract found on other machines."),
        "db": ("attrib.cli.db.commands", "Upgrade, check or count the database; compare runs."),
        "models": ("attrib.cli.models", "List the models there are, show one, or print where it lies."),
        "settings": ("attrib.cli.settings", "Show every setting, its value and where it comes from."),
        "train": ("attrib.cli.learn.train", "Train a model, or go on with a training."),
        "evaluate": ("attrib.cli.learn.evaluate", "Measure a model on labelled articles."),
    }
)


class TerminatedError(KeyboardInterrupt):
    """The system, or somebody, asks the process to end: as Ctrl-C, so that what is done is told and kept."""


def end_politely(_signal: int, _frame: FrameType | None) -> None:
    """Answer SIGTERM as Ctrl-C; a second one ends the process at once."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if _is_worker():  # which has nothing to tell
        os._exit(TERMINATED)
    raise TerminatedError


def _is_worker() -> bool:
    """Whether another process of attrib has started this one; a worker has imported what tells it."""
    process = sys.modules.get("multiprocessing.process")
    return process is not None and process.parent_process() is not None


class Root(LazyGroup):
    """The group of all commands; it turns errors into one line and an exit status."""

    def load(self, name: str) -> click.Command:
        """Import a command; refuse a --db in front of one that has no use for a database."""
        command = super().load(name)
        ctx = click.get_current_context(silent=True)
        if ctx is not None and ctx.params.get("database") is not None and not _takes_database(command):
            raise click.UsageError(f"attrib {name} uses no database; leave out --db")
        return command

    def invoke(self, ctx: click.Context) -> object:
        try:
            return self._run_and_flush(ctx)
        except AttribError as error:
            if ctx.params["debug"]:
                raise
            raise click.ClickException(printable(mask_secrets(str(error)), keep="\n")) from error
        except BrokenPipeError:
            _close_output()
            ctx.exit(0)
        except OSError as error:
            _close_output()
            if ctx.params["debug"]:
                raise
            raise click.ClickException(printable(mask_secrets(_describe(error)))) from error
        except click.UsageError as error:
            if error.ctx is not None:
                raise
            # Click names no command where an option lacks its value.
            manual = f"{ctx.command_path} {ctx.invoked_subcommand or ''} --help"
            raise click.UsageError(f"{error.format_message()} See {manual}.") from error
        except KeyboardInterrupt as error:
            click.echo("\nInterrupted. Finished work is kept; run the same command again to continue.", err=True)
            ctx.exit(TERMINATED if isinstance(error, TerminatedError) else INTERRUPTED)

    def _run_and_flush(self, ctx: click.Context) -> object:
        """Run the command and flush its output, so that a full disk or a closed pipe shows here."""
        try:
            return super().invoke(ctx)
        finally:
            sys.stdout.flush()


def _takes_database(command: click.Command) -> bool:
    """Whether a command, or one below it, has the option --db."""
    below = command.commands.values() if isinstance(command, click.Group) else ()
    return any(param.name == "database" for param in command.params) or any(map(_takes_database, below))


def _close_output() -> None:
    """Point standard output at nothing: the rest of its buffer cannot be written, and Python would report it again."""
    if sys.stdout is sys.__stdout__ and sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _describe(error: OSError) -> str:
    """The system's description of the error, with its file if any."""
    words = error.strerror or str(error)
    return words if error.filename is None else f"{error.filename}: {words}"


def report_unexpected(kind: type[BaseException], error: BaseException, _: TracebackType | None) -> None:
    """Report in one line that attrib itself failed; replaces `sys.excepthook` unless --debug is given."""
    words = printable(mask_secrets(" ".join(str(error).split())))
    click.echo(
        f"Error: attrib failed unexpectedly ({kind.__name__}: {words}). Run it again as `attrib --debug ...` "
        "for the details, and please report them.",
        err=True,
    )


def report_whole(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Report an error with its traceback, without the secrets of addresses; replaces `sys.excepthook` for --debug."""
    import traceback

    words = mask_secrets("".join(traceback.format_exception(kind, error, trace)))
    click.echo(printable(words, keep="\n").rstrip(), err=True)


@click.group(cls=Root, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, "--version", prog_name="attrib", message="%(prog)s %(version)s")
@click.option("--debug", is_flag=True, help="Show the full traceback of an error.")
@click.option("--db", "database", metavar="URL|FILE", help="As --db of the command that follows.")
@click.option("--width", type=click.IntRange(min=20), help="Columns of tables, in place of the terminal's.")
@click.option("--color", type=click.Choice(COLORS), help="Colour in tables; auto is on a terminal alone.")
def cli(debug: bool, **_read_by_commands: object) -> None:
    """Find out who said what in news articles, and keep it with its exact place.

    \b
    First steps:
      attrib ingest articles/              read a folder of news into attrib.db
      attrib search --actor "Mujahid"      what one speaker said
      attrib show 3f2a9c1b                 one statement in its context
      attrib export --output said.csv      everything, as a table

    Each command has its own manual with examples: attrib COMMAND --help.
    --db may stand before the command too; of two, the later one is used.

    \b
    Results go to standard output, everything else to standard error.
    Exit status: 0 found or done (also a search that finds nothing), 1 error,
    2 wrong usage, 130 interrupted, 143 terminated.

    \b
    Completion of commands and options by the Tab key, for the running shell:
      bash   eval "$(_ATTRIB_COMPLETE=bash_source attrib)"
      zsh    eval "$(_ATTRIB_COMPLETE=zsh_source attrib)"
      fish   _ATTRIB_COMPLETE=fish_source attrib | source
    """
    if debug:
        sys.excepthook = report_whole


cli.offer(COMMANDS)


def main() -> None:
    """Run the command line of this process; the entry point of the `attrib` script."""
    sys.excepthook = report_unexpected
    signal.signal(signal.SIGTERM, end_politely)
    gc.set_threshold(_NEW_OBJECTS)
    atexit.register(gc.freeze)  # or the last collection looks at every object of a process whose memory goes anyway
    cli(prog_name="attrib")


if __name__ == "__main__":
    main()
