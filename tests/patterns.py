"""Every regular expression of the package, how it is used, and texts that make a bad one slow.

Shapes are made of a pattern's own characters: each repeated, pairs of neighbours repeated, and the beginning of what
it matches repeated, behind a beginning and before a character that fits nowhere.
"""

import ast
import importlib
import re
import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from types import FrameType, MappingProxyType
from typing import Any

import attrib

PACKAGE = Path(attrib.__file__).parent
_SCANNING = frozenset({"search", "finditer", "findall", "sub", "subn", "split"})
_ANCHORED = frozenset({"match", "fullmatch"})
_PARSER: Any = vars(re)["_parser"]
_CODES: Any = vars(re)["_constants"]
_CATEGORIES = {"CATEGORY_DIGIT": "7", "CATEGORY_SPACE": " ", "CATEGORY_WORD": "aB", "CATEGORY_NOT_WORD": "."}
_STRANGE = "\x01"  # fits hardly anywhere, so that what was matched so far is taken back
_MOST_SECONDS = 0.15  # of CPU for one text; longer is as good as for ever
_NOTICED = 0.002  # seconds that are more than the clock's and the system's noise
_CLOCK = 0.00002


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled expression with its place; `scanning` says whether it is looked for at every place of a text."""

    name: str
    compiled: re.Pattern[str]
    scanning: bool

    def seconds(self, text: str) -> float:
        """CPU seconds of going through a text, at most about _MOST_SECONDS."""
        started = time.thread_time()
        signal.setitimer(signal.ITIMER_VIRTUAL, _MOST_SECONDS)
        try:
            if self.scanning:
                for _ in self.compiled.finditer(text):
                    pass
            else:
                self.compiled.match(text)
                self.compiled.fullmatch(text)
        except TimeoutError:
            return _MOST_SECONDS
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        return time.thread_time() - started


def interrupt(_signal: int, _frame: FrameType | None) -> None:
    """End a search that takes too long; the module re looks for signals now and then."""
    raise TimeoutError


def patterns(without: tuple[str, ...]) -> Iterator[Pattern]:
    """The expressions of every module that compiles one, but for those of some rooms."""
    seen: set[tuple[object, int, bool]] = set()
    for path in sorted(PACKAGE.rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        if "re.compile(" not in source or parts[0] in without:
            continue
        name = ".".join(("attrib", *parts)).removesuffix(".__init__")
        methods = _methods(ast.parse(source))
        for variable, value in vars(importlib.import_module(name)).items():
            for compiled in _compiled(value):
                scanning = not methods.get(variable) or bool(methods[variable] & _SCANNING)
                key = (compiled.pattern, compiled.flags, scanning)
                if key not in seen:
                    seen.add(key)
                    yield Pattern(f"{name}.{variable}", _as_text(compiled), scanning)


def _methods(tree: ast.AST) -> dict[str, set[str]]:
    """The methods that a module calls of its names; none of a name that it hands on."""
    found: dict[str, set[str]] = {}
    handed_on: set[str] = set()
    called = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            found.setdefault(node.value.id, set()).add(node.attr)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and id(node) not in called:
            handed_on.add(node.id)
    return {name: methods for name, methods in found.items() if name not in handed_on}


def _compiled(value: object) -> Iterator[re.Pattern[Any]]:
    """The expressions in a variable, or in a table or list of them."""
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict | MappingProxyType):
        yield from (item for each in value.values() for item in _compiled(each))
    elif isinstance(value, tuple | list):
        yield from (item for each in value for item in _compiled(each))


def _as_text(compiled: re.Pattern[Any]) -> re.Pattern[str]:
    """An expression of bytes as the same one of text."""
    if isinstance(compiled.pattern, str):
        return compiled
    return re.compile(compiled.pattern.decode("latin-1"), compiled.flags)


def hostile(pattern: Pattern, length: int) -> Iterator[str]:
    """Texts of about a length that a pattern nearly fits, over and over."""
    tree = _PARSER.parse(pattern.compiled.pattern, pattern.compiled.flags)
    letters = list(dict.fromkeys(_letters(tree)))[:6]
    whole = _sample(tree)[:60]
    pairs = [first + second for first, second in pairwise(letters)][:4]
    units = dict.fromkeys((*letters, *pairs, *_repeated(tree), whole, whole[:-1]))
    for unit in filter(None, units):
        for start in dict.fromkeys(("", whole[:-1])):
            yield start + unit * (length // len(unit)) + _STRANGE


def _repeated(tree: Any) -> Iterator[str]:
    """What fits each part of a pattern that repeats."""
    for code, argument in tree:
        if code in (_CODES.MAX_REPEAT, _CODES.MIN_REPEAT) and argument[1] > 1:
            yield _sample(argument[2])
        for part in _parts(code, argument):
            yield from _repeated(part)


def _letters(tree: Any) -> Iterator[str]:
    """A character for each place of a pattern that takes one."""
    for code, argument in tree:
        if code is _CODES.LITERAL:
            yield chr(argument)
        elif code in (_CODES.ANY, _CODES.NOT_LITERAL):
            yield "a"
        elif code is _CODES.IN:
            for kind, item in argument[:3]:
                if kind is _CODES.NEGATE:
                    yield from "a "
                    break
                yield from _of_class(kind, item)
        else:
            for part in _parts(code, argument):
                yield from _letters(part)


def _of_class(kind: Any, item: Any) -> str:
    if kind is _CODES.LITERAL:
        return chr(item)
    return chr(item[0]) if kind is _CODES.RANGE else _CATEGORIES.get(str(item), "a")


def _parts(code: Any, argument: Any) -> list[Any]:
    """The patterns within a part of a pattern."""
    if code in (_CODES.MAX_REPEAT, _CODES.MIN_REPEAT, _CODES.POSSESSIVE_REPEAT):
        return [argument[2]]
    if code is _CODES.SUBPATTERN:
        return [argument[3]]
    if code is _CODES.BRANCH:
        return list(argument[1][:4])
    if code in (_CODES.ASSERT, _CODES.ASSERT_NOT):
        return [argument[1]]
    return [argument] if code is _CODES.ATOMIC_GROUP else []


def _sample(tree: Any) -> str:
    """A text that a pattern fits, or nearly."""
    made = ""
    for code, argument in tree:
        if code in (_CODES.LITERAL, _CODES.ANY, _CODES.NOT_LITERAL, _CODES.IN):
            made += next(_letters([(code, argument)]), "")
        elif code not in (_CODES.ASSERT, _CODES.ASSERT_NOT):
            times = max(1, min(argument[0], 3)) if code in (_CODES.MAX_REPEAT, _CODES.MIN_REPEAT) else 1
            made += "".join(map(_sample, _parts(code, argument)[:1])) * times
    return made


def growth(pattern: Pattern, small: int, large: int) -> tuple[float, str]:
    """The most that a pattern's time grows from one length to another, and the beginning of the text that shows it.

    Times below a millisecond count as none: they are the clock's.
    """
    worst = (1.0, "")
    for before, after in zip(hostile(pattern, small), hostile(pattern, large), strict=True):
        slow = pattern.seconds(after)
        if slow >= _MOST_SECONDS:
            return float("inf"), after[:40]
        if slow < _NOTICED:
            continue
        quick = max(min(pattern.seconds(before) for _ in range(3)), _CLOCK)
        slow = min(slow, pattern.seconds(after))
        if slow >= _NOTICED:
            worst = max(worst, (slow / quick, after[:40]))
    return worst
