"""The mutants of a module: constants of rules, comparisons, boolean operators and conditions, changed one at a time."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_SHARE = 10  # a constant is changed by a tenth of it, a whole number by one at least
_COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change of a module: `number` among the changes of the module, in the order of its tree."""

    path: Path
    number: int
    line: int
    place: str
    change: str

    def __str__(self) -> str:
        return f"{self.path.as_posix()}:{self.line} {self.key}"

    @property
    def key(self) -> str:
        """What names the change when lines have moved."""
        return f"{self.place}: {self.change}"


@dataclass(frozen=True, slots=True)
class _Site:
    """Where the tree is changed: attribute `name` of `node`, or the item `at` of the list that it is."""

    node: ast.AST
    name: str
    at: int | None
    new: ast.AST
    line: int
    place: str
    change: str

    def apply(self) -> None:
        if self.at is None:
            setattr(self.node, self.name, self.new)
        else:
            getattr(self.node, self.name)[self.at] = self.new


def mutants(path: Path) -> list[Mutant]:
    """All mutants of the module in a file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [Mutant(path, number, site.line, site.place, site.change) for number, site in enumerate(_sites(tree))]


def mutated(source: str, number: int) -> ast.Module:
    """The tree of the source with the change of that number."""
    tree = ast.parse(source)
    list(_sites(tree))[number].apply()
    return ast.fix_missing_locations(tree)


def _sites(tree: ast.Module) -> Iterator[_Site]:
    yield from _in_body("module", tree.body, constants=True)


def _in_body(place: str, body: list[ast.stmt], *, constants: bool) -> Iterator[_Site]:
    """The sites of some statements; numbers count where they are constants of the module or a class."""
    for statement in body:
        if isinstance(statement, ast.ClassDef | ast.FunctionDef):
            inner = statement.name if place == "module" else f"{place}.{statement.name}"
            is_class = isinstance(statement, ast.ClassDef)
            yield from _in_body(inner, statement.body, constants=constants and is_class)
            continue
        if constants and isinstance(statement, ast.Assign | ast.AnnAssign) and statement.value is not None:
            target = statement.targets[0] if isinstance(statement, ast.Assign) else statement.target
            yield from _numbers(statement, place, ast.unparse(target))
        yield from _conditions(statement, place)
        for node in ast.walk(statement):
            yield from _operators(node, place)


def _numbers(statement: ast.stmt, place: str, name: str) -> Iterator[_Site]:
    for node in ast.walk(statement):
        for field, at, child in _children(node):
            if isinstance(node, ast.Subscript) and field == "slice":
                continue
            number = child.value if isinstance(child, ast.Constant) else None
            if isinstance(child, ast.expr) and isinstance(number, int | float) and not isinstance(number, bool):
                for value in _other_values(number):
                    change = f"{name} {number} -> {value}"
                    yield _Site(node, field, at, ast.Constant(value), child.lineno, place, change)


def _other_values(value: int | float) -> tuple[int | float, ...]:
    if isinstance(value, int):
        step = max(1, abs(value) // _SHARE)
        return value + step, value - step
    return (round(value + abs(value) / _SHARE, 12), round(value - abs(value) / _SHARE, 12)) if value else (0.1, -0.1)


def _conditions(statement: ast.stmt, place: str) -> Iterator[_Site]:
    """Conditions that hold always, or never."""
    for node in ast.walk(statement):
        if isinstance(node, ast.If | ast.IfExp | ast.While):
            for value in (False,) if isinstance(node, ast.While) else (True, False):
                yield _replaced(node, "test", None, node.test, ast.Constant(value), place)
        if isinstance(node, ast.comprehension):
            for at, test in enumerate(node.ifs):
                for value in (True, False):
                    yield _replaced(node, "ifs", at, test, ast.Constant(value), place)


def _operators(node: ast.AST, place: str) -> Iterator[_Site]:
    for field, at, child in _children(node):
        for new in _other_operators(child):
            yield _replaced(node, field, at, child, new, place)


def _other_operators(node: ast.AST) -> Iterator[ast.expr]:
    if isinstance(node, ast.Compare):
        for at, operator in enumerate(node.ops):
            other: list[ast.cmpop] = [*node.ops]
            other[at] = _COMPARISONS[type(operator)]()
            yield ast.Compare(node.left, other, node.comparators)
    elif isinstance(node, ast.BoolOp):
        yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield node.operand


def _replaced(node: ast.AST, name: str, at: int | None, old: ast.AST, new: ast.expr, place: str) -> _Site:
    line = old.lineno if isinstance(old, ast.expr) else 0
    return _Site(node, name, at, new, line, place, f"{ast.unparse(old)} -> {ast.unparse(new)}")


def _children(node: ast.AST) -> Iterator[tuple[str, int | None, ast.AST]]:
    """The nodes below a node with the attribute, and the index in it, where each stands."""
    for name, value in ast.iter_fields(node):
        if isinstance(value, ast.AST):
            yield name, None, value
        elif isinstance(value, list):
            yield from ((name, at, item) for at, item in enumerate(value) if isinstance(item, ast.AST))
