"""The adaptation of an encoder to news: a model folder that an attribution training can start from."""

from typing import Any, ClassVar

import numpy as np
import torch
from torch import Tensor, nn

from attrib.errors import ModelError
from attrib.nn.attribution.checkpoint import save_model
from attrib.nn.attribution.config import ModelConfig
from attrib.nn.attribution.model import AttributionModel
from attrib.nn.encoder.hub import encoder_config, load_encoder, load_tokenizer
from attrib.nn.encoder.tokens import TextEncoder
from attrib.nn.encoder.windows import Window
from attrib.training.attribution.batches import LabelledTokens, epoch_batches
from attrib.training.engine.rates import rate_scale
from attrib.training.engine.recipe import Recipe
from attrib.training.engine.state import Position
from attrib.training.engine.task import Workplace, half_precision
from attrib.training.masked_words.masked_words import WordHead, mask_words, masked_loss
from attrib.training.masked_words.material import read_texts
from attrib.training.masked_words.recipe import MaskedWordsTraining

_OVERLAP = 6  # windows to one of what they overlap by, should somebody read with the model as it is
_MEASURED = 32  # batches of which the share of hidden pieces told right is measured

Windows = list[tuple[LabelledTokens, Window]]


class Adaptation(nn.Module):
    """The attribution model whose encoder is adapted, and the head that tells hidden words, which is thrown away."""

    def __init__(self, attribution: AttributionModel) -> None:
        super().__init__()
        self.attribution = attribution
        pieces, width = attribution.encoder.get_input_embeddings().get_parameter("weight").shape
        self.words = WordHead(width, pieces)


class MaskedWordsTask:
    """Learns to tell masked words of news; its model has fresh heads. See `engine.task.Task`."""

    recipe_class: ClassVar[type[Recipe]] = MaskedWordsTraining
    takes_articles: ClassVar[bool] = True
    average: ClassVar[float] = 0.0

    def __init__(self, recipe: MaskedWordsTraining, place: Workplace) -> None:
        self.recipe, self.place, self.precision = recipe, place, recipe.precision
        torch.manual_seed(recipe.seed)
        self.encoder = TextEncoder(load_tokenizer(recipe.base), recipe.window, 0)
        if self.encoder.mask is None:
            raise ModelError(f"the base {recipe.base!r} has no piece that masks a word; it cannot be adapted this way")
        self.mask = self.encoder.mask
        self.texts = read_texts(recipe, self.encoder, place)
        place.report(f"{sum(len(text.encoded) for text in self.texts)} word pieces an epoch")
        base = load_encoder(recipe.base)
        settings = ModelConfig(
            encoder=encoder_config(base),
            base=recipe.base,
            window=recipe.window,
            overlap=recipe.window // _OVERLAP,
            hidden_dropout=0.0,
        )
        self.model = Adaptation(AttributionModel(settings, base)).to(place.device)

    def groups(self) -> list[dict[str, Any]]:
        attribution = self.model.attribution
        slow, fast = (
            attribution.encoder.parameters(),
            [*attribution.surface.parameters(), *self.model.words.parameters()],
        )
        rates = ((list(slow), self.recipe.learning_rate), (fast, self.recipe.head_rate))
        return [{"params": values, "lr": rate, "initial": rate} for values, rate in rates]

    def rate(self, at: Position, batches: int) -> float:
        return rate_scale(at.epoch * batches + at.done, self.recipe.epochs * batches, self.recipe.warmup)

    def batches(self, epoch: int) -> list[Windows]:
        random = np.random.default_rng((self.recipe.seed, epoch))
        return epoch_batches(self.texts, self.encoder, self.recipe.batch_tokens, random)

    def loss(self, batch: Windows, random: np.random.Generator) -> Tensor:
        return self._masked(batch, random)[0]

    def measure(self) -> dict[str, float]:
        """How often hidden pieces are told right in some batches of the texts, the same ones after each epoch."""
        random = np.random.default_rng(self.recipe.seed)
        batches = epoch_batches(self.texts, self.encoder, self.recipe.batch_tokens, random)[:_MEASURED]
        with torch.inference_mode(), half_precision(self.model, self.precision):
            shares = [self._masked(batch, random)[1] for batch in batches]
        return {"hidden pieces told": round(100 * float(np.mean(shares)), 2)}

    def _masked(self, batch: Windows, random: np.random.Generator) -> tuple[Tensor, float]:
        made = mask_words(batch, self.encoder, self.recipe.masking, self.mask, random).to(self.place.device)
        return masked_loss(self.model.attribution, self.model.words, made)

    def write(self) -> None:
        save_model(self.place.output, self.model.attribution, self.encoder.tokenizer)

    def finish(self) -> dict[str, float]:
        """Nothing is left to do but to measure."""
        return self.measure()
