"""What a review command prints when it is done."""

import click

from attrib.cli.common.progress import say
from attrib.data import UNKNOWN
from attrib.store.reviews.record import ReviewBatch
from attrib.text.terminal import printable


def report(done: ReviewBatch) -> None:
    """Print the statements as they are now; whom names were taken for, and how to undo it, on standard error."""
    for remark in done.remarks:
        say(remark)
    for record in done.statements:
        click.echo(f"{record.statement_id}  {printable(record.speaker or UNKNOWN)}: {printable(record.reviewed)}")
    say(f"To undo it: attrib review undo {done.id}")
