"""Settings of an extraction, checked on construction, and what stands in where a user says nothing."""

import getpass
from dataclasses import dataclass

from attrib.errors import SettingsError

PRECISIONS = ("auto", "bf16", "fp32")
FAST, ACCURATE = "fast", "accurate"
"""The names of the two attribution models: for archives, and for the best answer."""
DEFAULT_MODEL = FAST
DEFAULT_STANCE_MODEL = "stance"
"""The stance model where none is for the attribution model."""
AUTO, NONE = "auto", "none"
"""In place of the name of a head or stance model: the one that is for the model; in place of a head's: no head."""
DEFAULT_DATABASE = "sqlite:///attrib.db"
SYNCHRONOUS = ("normal", "full")
"""When SQLite waits for the disk: where it joins its journal to the file, or at every commit."""
_PARAMETER = "synchronous"
ARCHIVE_SERVICE = "https://web.archive.org/save/"
"""The public archive that is asked for copies: Save Page Now of the Internet Archive."""


@dataclass(frozen=True, slots=True)
class ExtractSettings:
    """How to run the model.

    `model` is the name of a model or the path of its folder; `device` a torch device or "auto"; `precision` one of
    PRECISIONS; `batch_tokens` the most word pieces (padding included) in one forward pass. `stance` says whether
    stances are judged, `stance_model` by which model: AUTO takes the one that is for the attribution model, else
    DEFAULT_STANCE_MODEL. `antecedents`, `word_classes`, `names`, `nested`, `pointer`, `judge`, `affiliations`, `linker`
    and `posts` are the names or paths of heads over the model: AUTO takes those that are for it, NONE does without.
    """

    model: str = DEFAULT_MODEL
    device: str = "auto"
    precision: str = "auto"
    batch_tokens: int = 6144
    stance: bool = True
    stance_model: str = AUTO
    antecedents: str = AUTO
    word_classes: str = AUTO
    names: str = AUTO
    nested: str = AUTO
    pointer: str = AUTO
    judge: str = AUTO
    affiliations: str = AUTO
    linker: str = AUTO
    posts: str = AUTO

    def __post_init__(self) -> None:
        if self.precision not in PRECISIONS:
            raise SettingsError(f"precision {self.precision!r} is none of {', '.join(PRECISIONS)}")
        if self.batch_tokens < 512:
            raise SettingsError(f"batch_tokens {self.batch_tokens} is too small; give at least 512")


def database_url(text: str, synchronous: str | None = None) -> str:
    """The SQLAlchemy URL of a database given as a URL or as the path of a SQLite file.

    `synchronous`, one of SYNCHRONOUS, becomes a parameter of an address of SQLite that has none of that name.
    """
    url = text if "://" in text else f"sqlite:///{text}"
    if synchronous is None or not url.startswith("sqlite") or f"{_PARAMETER}=" in url:
        return url
    return f"{url}{'&' if '?' in url else '?'}{_PARAMETER}={synchronous}"


def database_name(url: str) -> str:
    """The path of a SQLite file, or the URL of another database: what a person gave to `database_url`."""
    return url.removeprefix("sqlite:///").partition(f"?{_PARAMETER}=")[0]


def login() -> str:
    """The name of whoever runs attrib; empty where the system does not tell."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a container without a password file
        return ""
