"""attrib installed as users install it: a wheel from the sdist, an editable install, and run from a checkout."""

import configparser
import json
import re
import shutil
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest

from tests.environments import install, make_environment, run

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ("attrib", "models", "migrations", "setup.cfg", "pyproject.toml", "README.md", "LICENSE")
WEIGHTS = ".safetensors"
SAMPLE = ROOT / "scripts" / "sample" / "istanbul_talks.txt"
FOLDERS = "from attrib.resources import folder; print(folder('models')); print(folder('migrations'))"

CODE = "from attrib.resources import code_version; print(code_version())"


def copy_light(source: str, target: str) -> None:
    """Copy a file; of weights only a line that is theirs alone, because packing 280 MB takes half a minute."""
    if Path(source).suffix == WEIGHTS:
        Path(target).write_text(f"the weights {source}\n", encoding="utf-8")
    else:
        shutil.copy2(source, target)


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sources, so that building leaves nothing behind and finds nothing left over; its weights are none.

    Whatever runs a model puts the weights in the place of what stands for them.
    """
    copy = tmp_path_factory.mktemp("checkout")
    for name in SOURCES:
        source = ROOT / name
        if source.is_dir():
            left_out = shutil.ignore_patterns("__pycache__", "*.egg-info")
            shutil.copytree(source, copy / name, ignore=left_out, copy_function=copy_light)
        else:
            shutil.copy(source, copy / name)
    return copy


@pytest.fixture(scope="module")
def packages(checkout: Path) -> Path:
    """The folder that holds the sdist, and the wheel built from it."""
    built = checkout.parent / "dist"
    run([sys.executable, "-m", "build", "--no-isolation", "--outdir", built, checkout], checkout)
    return built


@pytest.fixture(scope="module")
def installed(packages: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The interpreter of an environment with the wheel in it, and with the weights that ship."""
    python = make_environment(tmp_path_factory.mktemp("wheel") / "env")
    install(python, *packages.glob("*.whl"))
    models = Path(run([python, "-c", FOLDERS], python.parent).splitlines()[0])
    for path in models.rglob(f"*{WEIGHTS}"):
        path.unlink()
        path.symlink_to(ROOT / "models" / path.relative_to(models))
    return python


def shipped(checkout: Path) -> set[str]:
    """The files of models/ and migrations/ that attrib needs at run time."""
    found = [path for name in ("models", "migrations") for path in (checkout / name).rglob("*")]
    return {path.relative_to(checkout).as_posix() for path in found if path.is_file() and path.suffix != ".pyc"}


def weights(checkout: Path) -> set[str]:
    """The files of weights among them."""
    return {name for name in shipped(checkout) if name.endswith(WEIGHTS)}


def test_sdist_holds_everything(checkout: Path, packages: Path) -> None:
    (sdist,) = packages.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = {member.name.partition("/")[2]: member for member in archive}
        assert shipped(checkout) <= names.keys()
        for name in weights(checkout):
            packed = archive.extractfile(names[name])
            assert packed is not None
            assert packed.read() == (checkout / name).read_bytes()
    assert {"README.md", "LICENSE", "pyproject.toml", "setup.cfg", "attrib/py.typed"} <= names.keys()


def test_wheel_holds_the_package_and_nothing_else(checkout: Path, packages: Path) -> None:
    (wheel,) = packages.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        assert {f"attrib/{name}" for name in shipped(checkout)} <= names
        for name in weights(checkout):
            assert archive.read(f"attrib/{name}") == (checkout / name).read_bytes()
    sources = [path for kind in ("*.py", "*.txt", "*.html", "*.css") for path in (checkout / "attrib").rglob(kind)]
    assert {path.relative_to(checkout).as_posix() for path in sources} <= names
    assert {name.split("/")[0].partition("-")[0] for name in names} == {"attrib"}
    assert not [name for name in names if "experiments" in name or name.endswith(".csv")]


def test_wheel_extracts_outside_the_checkout(installed: Path, tmp_path: Path) -> None:
    shutil.copy(SAMPLE, tmp_path / "article.txt")
    attrib = installed.with_name("attrib")
    where = run([installed, "-c", "import attrib; print(attrib.__file__)"], tmp_path)
    assert Path(where.strip()).is_relative_to(installed.parent.parent)

    (line,) = run([attrib, "extract", "article.txt"], tmp_path).splitlines()
    found = json.loads(line)
    assert found["document"] == "article.txt"
    speakers = {statement["speaker"]["name"] for statement in found["statements"] if statement["speaker"]}
    assert "Zabihullah Mujahid" in speakers


def test_wheel_stores_and_searches(installed: Path, tmp_path: Path) -> None:
    attrib = installed.with_name("attrib")
    run([attrib, "ingest", SAMPLE], tmp_path)
    found = run([attrib, "search", "--actor", "Mujahid", "--format", "csv"], tmp_path)
    assert "Zabihullah Mujahid" in found
    assert (tmp_path / "attrib.db").is_file()
    run([attrib, "db", "check"], tmp_path)


def test_folders_of_the_wheel(installed: Path, tmp_path: Path) -> None:
    for path in run([installed, "-c", FOLDERS], tmp_path).splitlines():
        assert Path(path).is_relative_to(installed.parent.parent)


def test_code_of_the_wheel_is_named_as_that_of_the_checkout(checkout: Path, installed: Path, tmp_path: Path) -> None:
    found = run([installed, "-c", CODE], tmp_path)
    assert found == run([sys.executable, "-c", CODE], tmp_path, PYTHONPATH=str(checkout))
    assert re.fullmatch(r"\d+\.\d+\.\d+\+[0-9a-f]{12}\n", found)


def test_folders_of_an_editable_install(checkout: Path, tmp_path: Path) -> None:
    python = make_environment(tmp_path / "env")
    install(python, "--editable", checkout)
    found = run([python, "-c", FOLDERS], tmp_path).splitlines()
    assert found == [str(checkout / "models"), str(checkout / "migrations")]
    assert run([python, "-c", CODE], tmp_path) == run([sys.executable, "-c", CODE], tmp_path, PYTHONPATH=str(checkout))


def test_folders_of_a_checkout(checkout: Path, tmp_path: Path) -> None:
    found = run([sys.executable, "-c", FOLDERS], tmp_path, PYTHONPATH=str(checkout)).splitlines()
    assert found == [str(checkout / "models"), str(checkout / "migrations")]


def requirements() -> set[str]:
    """The names of every direct dependency: of running, of extras, and of building."""
    config = configparser.ConfigParser()
    config.read(ROOT / "setup.cfg", encoding="utf-8")
    build = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["build-system"]["requires"]
    lists = [config["options"]["install_requires"], *config["options.extras_require"].values()]
    lines = [line for text in lists for line in text.splitlines() if line.strip()]
    return {re.split(r"[\[<>=!~; ]", line.strip())[0].lower() for line in [*lines, *build]}


def test_constraints_pin_every_direct_dependency() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pinned = dict(line.lower().split("==") for line in lines if line and not line.startswith("#"))
    assert requirements() <= set(pinned)
    assert pinned["torch"] == "2.13.0"


def test_nothing_names_a_package_index() -> None:
    files = [ROOT / "constraints.txt", ROOT / "setup.cfg", ROOT / "pyproject.toml", *(ROOT / "scripts").glob("*")]
    for path in files:
        if path.is_file():
            assert not re.search(
                r"index-url|find-links|trusted-host|--extra-index", path.read_text(encoding="utf-8")
            ), path
