"""Attack for a time, and print a table of what was tried and what was found: `scripts/siege --minutes 60`."""

import sys
from collections.abc import Callable

import click

from scripts.campaigns.damage import damage
from scripts.campaigns.fuzzing import fuzz
from scripts.campaigns.killing import kill
from scripts.campaigns.report import Report
from scripts.campaigns.terminal import terminal
from scripts.campaigns.trickling import trickle

CAMPAIGNS: dict[str, Callable[[float, int], Report]] = {
    "fuzz": fuzz,
    "damage": damage,
    "kill": kill,
    "trickle": trickle,
    "terminal": terminal,
}
_SHARES = {"fuzz": 0.4, "damage": 0.15, "kill": 0.2, "trickle": 0.1, "terminal": 0.15}  # of the time
_SHOWN = 20


@click.command()
@click.option("--minutes", type=click.FloatRange(min=0), default=5.0, show_default=True, help="Time of all together.")
@click.option("--seed", type=int, default=0, show_default=True, help="Another one tries other inputs.")
@click.option("--only", type=click.Choice(list(CAMPAIGNS)), help="One campaign alone, for the whole time.")
def main(minutes: float, seed: int, only: str | None) -> None:
    """Bend inputs, damage databases, kill processes, trickle bytes, and run every command on a terminal.

    The exit status is 1 if anything gives way. What hangs is told by time of the processor, so that a busy machine
    fakes nothing.
    """
    reports = []
    for name in [only] if only else CAMPAIGNS:
        seconds = minutes * 60 * (1.0 if only else _SHARES[name])
        reports.append(CAMPAIGNS[name](seconds, seed))
    print(table(reports))
    sys.exit(0 if all(report.held for report in reports) else 1)


def table(reports: list[Report]) -> str:
    """A line a campaign, and below it what was found."""
    lines = [f"{'campaign':<24}{'tried':>8}{'crashes':>9}{'hangs':>7}{'leaks':>7}"]
    for report in reports:
        counts = f"{len(report.crashes):>9}{len(report.hangs):>7}{len(report.leaks):>7}"
        lines.append(f"{report.name:<24}{report.tried:>8}{counts}")
        found = [*report.crashes, *report.hangs, *report.leaks]
        lines += [f"    {words}" for words in found[:_SHOWN]]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
