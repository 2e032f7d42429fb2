"""Imports go one way: every module of attrib imports only from the rooms that its rank allows."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import attrib

PACKAGE = Path(attrib.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))

NETWORK = {"torch", "transformers", "safetensors"}
WEIGHTY = NETWORK | {"sqlalchemy", "alembic", "click", "jinja2", "rich", "starlette", "tqdm", "uvicorn"}
PRINTING_ROOMS = {"cli", "writers"}

# The floors of the house: each may import from those named, and the packages that weigh.
FOUNDATIONS = {"_version", "errors", "data", "text", "english", "resources", "settings", "threads", "memory", "pages"}
MAY_IMPORT: dict[str, set[str]] = {
    "_version": set(),
    "errors": set(),
    "data": {"errors"},
    "resources": {"_version", "errors"},
    "settings": {"errors"},
    "threads": set(),
    "memory": set(),
    "pages": {"memory"},
    "text": {"data", "errors"},
    "english": {"data", "errors", "resources", "text"},
    "targets": {"english", "resources", "text"},
    "copies": {"data", "text"},
    "claims": {"data", "english", "resources", "text"},
    "readers": {"data", "errors", "resources", "text", "english", "pages"},
    "writers": {"_version", "data", "errors", "text", "english", "jinja2", "rich"},
    "nn": FOUNDATIONS | NETWORK,
    "store": FOUNDATIONS | {"claims", "copies", "targets", "sqlalchemy", "alembic"},
    "pipeline": FOUNDATIONS | {"nn", "torch"},
    "training": FOUNDATIONS | NETWORK | {"claims", "nn", "pipeline", "readers"},
    "services": FOUNDATIONS | {"claims", "readers", "targets", "writers", "nn", "pipeline", "store", "training"},
}
# The web page asks the desk and shows what it answers: nothing below the services but values and templates.
MAY_IMPORT["web"] = {"_version", "data", "errors", "services", "writers", "jinja2", "starlette", "uvicorn"}
MAY_IMPORT["cli"] = set(MAY_IMPORT) | {"click", "rich", "tqdm"}
# The public face gives names of lower floors, each imported when it is first used; nothing imports the face.
MAY_IMPORT[""] = {"_version", "data", "errors", "memory", "readers", "services", "settings", "threads"}
MAY_IMPORT["__main__"] = {"cli"}

# The rooms of floors that have several, lowest first: a room is a folder, or a module beside folders. Each may import
# from the rooms before it on its floor, and from no other.
ORDER: dict[str, tuple[str, ...]] = {
    "nn": (
        "configuration",
        "catalogue",
        "tensors",
        "eight_bits",
        "byte_products",
        "differences",
        "encoder",
        "attribution",
        "heads",
        "pointer",
        "judge",
        "stance",
        "sentences",
    ),
    "pipeline": (
        "readers",
        "entities",
        "speakers",
        "detection",
        "assertion",
        "occasion",
        "stance",
        "copied",
        "parts",
        "steps",
        "stance_reader",
        "judge_reader",
        "runs",
        "build",
    ),
    "services.cluster": ("bundles", "chunks", "reading", "extracting", "manifest", "ray_runner", "extract"),
    "pipeline.occasion": ("phrases", "adverbials", "hearers", "occasions"),
    "pipeline.assertion": ("governors", "subjects", "contents", "cue_clauses", "assertions"),
    "pipeline.speakers": (
        "noun_phrases",
        "authors",
        "source_phrases",
        "annotated",
        "coreference",
        "history",
        "missing_source",
        "rules",
        "sourced",
        "linking",
        "speaker",
        "offices",
        "affiliation_passes",
        "resolver",
    ),
    "store": (
        "schema",
        "database",
        "naming",
        "copies",
        "statements",
        "actors",
        "reviews",
        "runs",
        "search",
        "claims",
        "checks",
        "changes",
        "saved",
        "documents",
        "extractions",
        "save",
        "stats",
        "digest",
    ),
    "training": (
        "engine",
        "corpora",
        "claims",
        "evaluation",
        "attribution",
        "antecedents",
        "word_classes",
        "linker",
        "masked_words",
        "names",
        "nested",
        "posts",
        "stance",
        "pointer",
        "judge",
        "affiliations",
        "tasks",
    ),
    "writers": (
        *(
            "files",
            "parquet_groups",
            "rows",
            "tables",
            "changes",
            "statements",
            "actors",
            "runs",
            "models",
            "extraction",
            "shards",
            "labels",
            "reviews",
            "stances",
            "stance_rows",
            "verification",
            "copies",
        ),
        "documents",
        "counts",
        "claims",
        "comparisons",
        "checks",
        "claim_review",
        "changes_of_mind",
        "html",
        "digests",
        "saved_searches",
    ),
    "services": (
        "cutting",
        "marking",
        "waiting_pipeline",
        "models",
        "guarded_extraction",
        "worker",
        "workers",
        "batches",
        "jobs",
        "added_vectors",
        "claim_model",
        "claim_updates",
        "check_updates",
        "worth",
        "queries",
        "extract",
        "extract_shard",
        "known_pages",
        "problems",
        "ingest",
        "load",
        "ingest_report",
        "soundness",
        "verify",
        "reread",
        "runs",
        "about",
        "uncompared",
        "search",
        "paging",
        "counts",
        "sides",
        "labels",
        "export",
        "cluster",
        "article_pages",
        "wording",
        "hits",
        "rankings",
        "timeline",
        "trust",
        "report_numbers",
        "report_beside",
        "report",
        "reviews",
        "archive",
        "copies",
        "documents",
        "actors",
        "comparing",
        "claims",
        "checks",
        "changes",
        "saved_queries",
        "fresh_statements",
        "digests",
        "saved",
        "opened",
        "ingesting",
        "answering",
        "browsing",
        "reviewing",
        "verifying",
        "desk",
        "evaluate",
        "evaluate_stance",
        "evaluate_claims",
    ),
    "web": (
        "guard",
        "addresses",
        "remarks",
        "keys",
        "queues",
        "digests",
        "exchange",
        "rendering",
        "pages",
        "app",
        "server",
    ),
    "cli": (
        "lazy",
        "common",
        "learn",
        "statements",
        "actors",
        "review",
        "claims",
        "checks",
        "changes",
        "saved",
        "docs",
        "db",
        "web",
        "models",
        "settings",
        "main",
    ),
}


def room(module: Path) -> str:
    """The folder or file under attrib/ that a module belongs to; "" for the package itself."""
    return place(module).partition(".")[0]


def place(module: Path) -> str:
    """The dotted name of a module below attrib; that of its folder for an __init__."""
    parts = module.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def parsed(module: Path) -> ast.Module:
    return ast.parse(module.read_text(encoding="utf-8"))


@cache
def imported(module: Path) -> tuple[str, ...]:
    """The absolute names of everything a module imports, also inside functions."""
    names = list[str]()
    for node in ast.walk(parsed(module)):
        if isinstance(node, ast.Import):
            names += (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module} has a relative import"
            assert node.module is not None
            names += (f"{node.module}.{alias.name}" for alias in node.names)
    return tuple(names)


def room_of_import(name: str) -> str | None:
    """The room or weighty package that an imported name belongs to; None where anybody may import it."""
    parts = name.split(".")
    if parts[0] == "attrib":
        return parts[1] if len(parts) > 1 and parts[1] in MAY_IMPORT else ""
    return parts[0] if parts[0] in WEIGHTY else None


def loaded_with(start: str) -> set[str]:
    """The modules of attrib, and the other packages, that importing a module imports at once."""
    files = {f"attrib.{place(module)}".rstrip("."): module for module in MODULES}
    loaded, waiting = set[str](), [start]
    while waiting:
        name = waiting.pop()
        if name.partition(".")[0] != "attrib":
            loaded.add(name.partition(".")[0])
        elif name in files and name not in loaded:
            loaded.add(name)
            waiting += imported_at_once(parsed(files[name]))
        if name not in files:  # a name in a module
            waiting += [name.rpartition(".")[0]] if name.startswith("attrib.") else []
    return loaded


def imported_at_once(node: ast.AST) -> Iterator[str]:
    """What a part of a module imports when the module is imported: nothing in functions, nothing for types alone."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            yield from (alias.name for alias in child.names)
        elif isinstance(child, ast.ImportFrom):
            yield from (f"{child.module}.{alias.name}" for alias in child.names)
        elif isinstance(child, ast.If) and ast.unparse(child.test) == "TYPE_CHECKING":
            yield from imported_at_once(ast.Module(child.orelse, []))
        elif not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            yield from imported_at_once(child)


# What somebody waits for at a prompt, and what must not be imported before it is needed: rooms, and packages.
PROMPT: dict[str, set[str]] = {
    "attrib.cli.main": {"attrib.services", "attrib.store", "alembic", "multiprocessing", "rich", "sqlalchemy"},
    "attrib.cli.statements.search": {
        *("attrib.nn", "attrib.pipeline", "attrib.readers", "attrib.english", "attrib.store.actors"),
        *("attrib.store.naming", "attrib.store.reviews", "attrib.store.runs", "attrib.store.claims"),
        *("attrib.store.schema.claims", "attrib.store.search.repeats"),
        *("alembic", "httpcore2", "jinja2", "lxml", "multiprocessing", "networkx", "numpy", "rich", "torch"),
    },
    # A topic is judged by networks alone.
    "attrib.nn.sentences": {"attrib.english", "attrib.pipeline", "transformers"},
    "attrib.pipeline.judge_reader": {"attrib.english", "attrib.pipeline.entities", "transformers"},
    "attrib.pipeline.stance.pair_topics": {
        *("attrib.english", "attrib.pipeline.entities", "attrib.pipeline.speakers", "attrib.pipeline.detection"),
        "transformers",
    },
}


@pytest.mark.parametrize("module", PROMPT)
def test_what_somebody_waits_for_imports_nothing_before_it_is_needed(module: str) -> None:
    loaded = loaded_with(module)
    assert module in loaded
    late = {name for name in loaded for room in PROMPT[module] if name == room or name.startswith(f"{room}.")}
    assert late == set()


def test_an_import_at_once_is_told_from_a_late_one() -> None:
    assert "sqlalchemy" in loaded_with("attrib.store.search.query")
    assert "attrib.store.search.repeats" in loaded_with("attrib.store.claims.listing")
    code = """
import a.b
if TYPE_CHECKING:
    import types_alone
else:
    from c import d
try:
    import e
except ImportError:
    pass
def f():
    import late
class G:
    import h
    def method(self):
        import late
"""
    assert list(imported_at_once(ast.parse(code))) == ["a.b", "c.d", "e", "h"]


def test_every_room_has_a_rank() -> None:
    assert {room(module) for module in MODULES} == set(MAY_IMPORT)


def test_imports_go_down() -> None:
    upward = [
        f"{place(module)} imports {name}"
        for module in MODULES
        for name in imported(module)
        if room_of_import(name) not in {None, room(module), *MAY_IMPORT[room(module)]}
    ]
    assert upward == []


@pytest.mark.parametrize("floor", ORDER)
def test_every_room_of_a_floor_has_its_place(floor: str) -> None:
    folder = PACKAGE.joinpath(*floor.split("."))
    found = {path.stem for path in folder.iterdir() if path.suffix == ".py" or (path / "__init__.py").is_file()}
    assert found - {"__init__"} == set(ORDER[floor])


@pytest.mark.parametrize("floor", ORDER)
def test_rooms_of_a_floor_import_from_those_before_them(floor: str) -> None:
    order = ORDER[floor]
    for module in PACKAGE.joinpath(*floor.split(".")).rglob("*.py"):
        own = place(module).removeprefix(f"{floor}.").partition(".")[0]
        if module.name == "__init__.py" and own not in order:
            continue
        for name in imported(module):
            inner = name.removeprefix(f"attrib.{floor}.")
            other = inner.partition(".")[0]
            if inner != name and other in order and other != own:
                assert order.index(other) < order.index(own), f"{place(module)} imports {name}"


def test_ranks_have_no_circle() -> None:
    open_rooms = {name: {other for other in others if other in MAY_IMPORT} for name, others in MAY_IMPORT.items()}
    while open_rooms:
        free = {name for name, others in open_rooms.items() if not others & set(open_rooms)}
        assert free, f"rooms that import each other: {sorted(open_rooms)}"
        open_rooms = {name: others for name, others in open_rooms.items() if name not in free}


def test_network_and_store_never_meet() -> None:
    assert "nn" not in _reach("store")
    assert "store" not in _reach("nn")
    assert not _reach("store") & NETWORK


def _reach(start: str) -> set[str]:
    """Every room and package that a room may come to import, over any number of steps."""
    reached = {start}
    while True:
        further = reached.union(*(MAY_IMPORT.get(name, set()) for name in reached))
        if further == reached:
            return reached
        reached = further


def test_only_the_command_line_and_writers_touch_standard_output() -> None:
    silent = [module for module in MODULES if room(module) not in PRINTING_ROOMS]
    assert [f"{place(module)}: {words}" for module in silent for words in printing(parsed(module))] == []


def printing(tree: ast.Module) -> Iterator[str]:
    """What a module does with standard output, or to end the process, with its line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "sys":
            if node.attr in {"stdout", "__stdout__", "exit"}:
                yield f"line {node.lineno} uses sys.{node.attr}"
        elif isinstance(node, ast.Name) and node.id == "print":
            yield f"line {node.lineno} prints"


def test_what_prints_is_told_by_its_line() -> None:
    code = "import sys\nprint(1)\nsys.stderr.write('no')\nsys.exit(sys.stdout.write(''))\n"
    assert sorted(printing(ast.parse(code))) == ["line 2 prints", "line 4 uses sys.exit", "line 4 uses sys.stdout"]


def test_no_pickles() -> None:
    pickling = {"pickle", "dill", "joblib", "shelve", "marshal"}
    found = [(place(module), name) for module in MODULES for name in imported(module)]
    assert [each for each in found if each[1].split(".")[0] in pickling] == []
