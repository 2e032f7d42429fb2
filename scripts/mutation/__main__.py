"""Mutates modules and lists the mutants that their tests let live."""

import random
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import click

from scripts.mutation.changes import Mutant, mutants
from scripts.mutation.trial import Fate, Trial, time_limit, try_all, warm

ROOT = Path(__file__).resolve().parents[2]
EQUIVALENT = Path(__file__).with_name("equivalent.txt")
# Modules of rules that stay. Those that a learned linker of speakers is to replace are left out.
RULES = (
    "attrib/pipeline/detection",
    "attrib/pipeline/stance",
    "attrib/text/apostrophes.py",
    "attrib/text/lines.py",
    "attrib/text/quotation.py",
    "attrib/text/sentences.py",
    "attrib/text/transcripts.py",
)
NOT_RULES = frozenset({"attrib/pipeline/detection/detector.py"})  # it runs the network


@click.command(context_settings={"max_content_width": 100})
@click.option(
    "--module", "modules", multiple=True, type=click.Path(path_type=Path),
    help="File or folder of modules to mutate, from the root of the checkout; the rules if not given.",
)  # fmt: skip
@click.option("--sample", type=click.IntRange(1), help="How many mutants to try, drawn at random; all if not given.")
@click.option("--seed", default=1, show_default=True, help="Seed of the drawing.")
@click.option(
    "--tests", multiple=True, type=click.Path(path_type=Path, exists=True),
    help="Tests to run beside the one that mirrors the module.",
)  # fmt: skip
@click.option("--jobs", default=1, show_default=True, type=click.IntRange(1), help="Mutants tried at the same time.")
@click.option("--warm/--no-warm", "warmed", default=True, help="Whether to import torch once, before the forks.")
@click.option("--allow", default=0, show_default=True, type=click.IntRange(0), help="Survivors that are no failure.")
def main(
    modules: tuple[Path, ...],
    sample: int | None,
    seed: int,
    tests: tuple[Path, ...],
    jobs: int,
    warmed: bool,
    allow: int,
) -> None:
    """Change the rules one constant or condition at a time, run the tests of the module, and list the changes that no
    test notices.

    The tests of attrib/ROOM/NAME.py are tests/ROOM/test_NAME.py. Those that scripts/mutation/equivalent.txt names
    behave as the module does and are left out. Exits with 1 if more survive than --allow.
    """
    start = time.monotonic()
    paths = list(files(modules or tuple(Path(name) for name in RULES)))
    every = [mutant for path in paths for mutant in mutants(path)]
    size = len(every) if sample is None else min(sample, len(every))
    drawn = draw(every, size, seed)
    if warmed:
        warm()
    fates: Counter[Fate] = Counter()
    trials = _trials(sorted({mutant.path for mutant in drawn}), tests, jobs)
    for outcome in try_all([(trials[mutant.path], mutant) for mutant in drawn], jobs):
        fates[outcome.fate] += 1
        if outcome.fate in (Fate.SURVIVED, Fate.BROKEN):
            click.echo(f"{outcome.mutant}  ({outcome.fate.value})")
    told = ", ".join(f"{fates[fate]} {fate.value}" for fate in Fate if fates[fate]) or "none"
    left_out = f", {size - len(drawn)} equivalent and left out" * (size > len(drawn))
    click.echo(f"{size} mutants of {len(paths)} modules: {told}{left_out}; {time.monotonic() - start:.0f} s")
    sys.exit(fates[Fate.SURVIVED] + fates[Fate.BROKEN] > allow)


def files(modules: Sequence[Path]) -> Iterator[Path]:
    """The files of the modules and folders named, from the root of the checkout."""
    for path in modules:
        if path.is_dir():
            yield from (item for item in sorted(path.rglob("*.py")) if item.as_posix() not in NOT_RULES)
        elif path.is_file():
            yield path
        else:
            raise click.BadParameter(
                f"{path} is no file or folder below {Path.cwd()}; give attrib/…", param_hint="--module"
            )


def draw(found: Sequence[Mutant], sample: int | None, seed: int) -> list[Mutant]:
    """So many mutants at random, in the order of the modules, without those of them that are equivalent.

    What is learnt to be equivalent changes no other mutant of the sample.
    """
    drawn = range(len(found)) if sample is None else random.Random(seed).sample(range(len(found)), sample)
    known = equivalent()
    return [found[at] for at in sorted(drawn) if (found[at].path.as_posix(), found[at].key) not in known]


def equivalent() -> set[tuple[str, str]]:
    """File and key of the mutants that change nothing; each line of the list has a reason behind its last " | "."""
    lines = EQUIVALENT.read_text(encoding="utf-8").splitlines()
    rows = [line.split(" | ") for line in lines if line.strip() and not line.startswith("#")]
    return {(path, " | ".join(key)) for path, *key, _ in rows}


def _trials(paths: Sequence[Path], more: Sequence[Path], jobs: int) -> dict[Path, Trial]:
    """How each module is tried, its time limit set by its tests' time as it is."""
    plain: list[tuple[Trial, Mutant | None]] = []
    for path in paths:
        tests = (*([mirror(path)] if mirror(path).is_file() else []), *more)
        if not tests:
            raise click.ClickException(f"no test mirrors {path}: write {mirror(path)}, or name one with --tests")
        plain.append((Trial(".".join(path.with_suffix("").parts), path, tests), None))
    trials = {}
    for outcome in try_all(plain, jobs):
        trial = outcome.trial
        if outcome.fate is not Fate.SURVIVED:
            tried = " ".join(map(str, trial.tests))
            raise click.ClickException(f"the tests of {trial.path} fail as they are: {tried}")
        trials[trial.path] = replace(trial, limit=time_limit(outcome.seconds))
    return trials


def mirror(path: Path) -> Path:
    """The test file of a module: attrib/text/lines.py has tests/text/test_lines.py."""
    return Path("tests", *path.parts[1:-1], f"test_{path.name}")


if __name__ == "__main__":
    main()
