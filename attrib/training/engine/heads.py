"""The parts of a training that all small heads share: they are trained on the CPU, wherever their states are read."""

from typing import Any, ClassVar, Generic, Protocol, TypeVar

from torch import nn

from attrib.nn.heads.checkpoint import AnyHead, save_head
from attrib.training.engine.state import Position
from attrib.training.engine.task import Workplace


class TimedRecipe(Protocol):
    """Settings with a number of epochs and a learning rate."""

    @property
    def epochs(self) -> int: ...

    @property
    def learning_rate(self) -> float: ...


R = TypeVar("R", bound=TimedRecipe)
M = TypeVar("M", bound=nn.Module)


class LinearTask(Generic[R, M]):
    """A task of one learning rate for all parameters, which falls in a line to nothing; figures are told elsewhere."""

    average: ClassVar[float] = 0.0
    precision: ClassVar[str] = "fp32"
    recipe: R
    place: Workplace
    model: M

    def groups(self) -> list[dict[str, Any]]:
        rate = self.recipe.learning_rate
        return [{"params": list(self.model.parameters()), "lr": rate, "initial": rate}]

    def rate(self, at: Position, batches: int) -> float:
        """Falls in a line to nothing."""
        return 1 - at.step / (batches * self.recipe.epochs)

    def measure(self) -> dict[str, float]:
        """No figures: `attrib evaluate` or the card has them."""
        return {}

    def finish(self) -> dict[str, float]:
        """Nothing is left to do."""
        return {}


H = TypeVar("H", bound=AnyHead)


class HeadTask(LinearTask[R, H]):
    """A task whose model is written as a head."""

    def write(self) -> None:
        save_head(self.place.output, self.model)
