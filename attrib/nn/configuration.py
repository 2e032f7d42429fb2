"""A config.json turned into the dataclass that describes a model, every key and type checked."""

from dataclasses import MISSING, fields
from typing import TYPE_CHECKING, Any, TypeVar, get_origin, get_type_hints

from attrib.errors import ModelError

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    T = TypeVar("T", bound=DataclassInstance)
else:
    T = TypeVar("T")


def read_values(kind: type[T], values: dict[str, Any], what: str) -> T:
    """The values as a dataclass; `what` is what the config should be of, such as "a model of attrib".

    Raises ModelError for a missing or unknown key, and for a value of another type.
    """
    unknown = sorted(set(values) - {item.name for item in fields(kind)})
    required = {item.name for item in fields(kind) if item.default is MISSING and item.default_factory is MISSING}
    missing = sorted(required - set(values))
    if unknown or missing:
        raise ModelError(f"config.json has unknown keys {unknown} and misses {missing}; it is not of {what}")
    for name, hint in get_type_hints(kind).items():
        wanted = get_origin(hint) or hint
        value = values.get(name, wanted())
        allowed = (int, float) if wanted is float else wanted
        if not isinstance(value, allowed) or isinstance(value, bool) != (wanted is bool):
            raise ModelError(f"config.json has {name} = {value!r}, expected {wanted.__name__}; install the model again")
    return kind(**values)


def check_version(found: int, wanted: int, what: str) -> None:
    """Raises ModelError where `what`, such as "the model", has another format version than the code reads."""
    if found != wanted:
        raise ModelError(
            f"{what} has format version {found}, this attrib reads version {wanted}; use the attrib it was made with, "
            "or train it again"
        )
