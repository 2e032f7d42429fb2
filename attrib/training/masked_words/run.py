"""One adaptation of the encoder, from texts to a model folder that an attribution training starts from."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
from torch.optim import AdamW
from tqdm import tqdm

from attrib.errors import ModelError
from attrib.nn.attribution.checkpoint import save_model
from attrib.nn.attribution.config import ModelConfig
from attrib.nn.attribution.model import AttributionModel
from attrib.nn.encoder.device import choose_device, choose_dtype
from attrib.nn.encoder.hub import encoder_config, load_encoder, load_tokenizer
from attrib.nn.encoder.tokens import TextEncoder
from attrib.training.attribution.batches import LabelledTokens, epoch_batches
from attrib.training.corpora.polnear import LabelledText, read_polnear, weighted_articles
from attrib.training.corpora.unlabelled import read_unlabelled
from attrib.training.engine.rates import descend, rate_scale
from attrib.training.masked_words.masked_words import WordHead, mask_words, masked_loss
from attrib.training.masked_words.recipe import MaskedWordsTraining

_OVERLAP = 6  # windows to one of what they overlap by, should somebody read with the model as it is


def adapt(
    config: MaskedWordsTraining,
    corpora: Path,
    articles: Path | None,
    output: Path,
    report: Callable[[str], None],
    device: str = "auto",
) -> None:
    """Adapt the base of a config and write it to the folder `output`, an attribution model with fresh heads.

    Raises SettingsError where config and folders disagree, CorpusError for what cannot be read and ModelError for a
    base that has no mask.
    """
    torch.manual_seed(config.seed)
    place = choose_device(device)
    tokenizer = load_tokenizer(config.base)
    encoder = TextEncoder(tokenizer, config.window, 0)
    if encoder.mask is None:
        raise ModelError(f"the base {config.base!r} has no piece that masks a word; it cannot be adapted this way")
    texts = _encoded(_texts(config, corpora, articles), encoder)
    base = load_encoder(config.base)
    settings = ModelConfig(
        encoder=encoder_config(base),
        base=config.base,
        window=config.window,
        overlap=config.window // _OVERLAP,
        hidden_dropout=0.0,
    )
    model = AttributionModel(settings, base).to(place)
    pieces, width = model.encoder.get_input_embeddings().get_parameter("weight").shape
    head = WordHead(width, pieces).to(place)
    slow, fast = list(model.encoder.parameters()), [*model.surface.parameters(), *head.parameters()]
    optimizer = AdamW(
        [{"params": part, "initial": rate} for part, rate in ((slow, config.learning_rate), (fast, config.head_rate))],
        weight_decay=config.weight_decay,
    )
    autocast = choose_dtype(config.precision, place) == torch.bfloat16
    report(f"{sum(len(text.encoded) for text in texts)} word pieces an epoch")
    model.train()
    for epoch in range(config.epochs):
        random = np.random.default_rng((config.seed, epoch))
        batches = epoch_batches(texts, encoder, config.batch_tokens, random)
        losses, shares = [], []
        for number, items in enumerate(tqdm(batches, desc=f"epoch {epoch + 1}/{config.epochs}", disable=None)):
            scale = rate_scale(epoch * len(batches) + number, config.epochs * len(batches), config.warmup)
            batch = mask_words(items, encoder, config.masking, encoder.mask, random).to(place)
            with torch.autocast(place.type, torch.bfloat16, enabled=autocast):
                loss, right = masked_loss(model, head, batch)
            descend(optimizer, loss, scale)
            losses.append(float(loss.detach()))
            shares.append(right)
        last = max(1, len(batches) // 10)
        report(
            f"epoch {epoch + 1} of {config.epochs}: at its end loss {np.mean(losses[-last:]):.3f}, "
            f"{100 * np.mean(shares[-last:]):.1f} % of the hidden pieces told"
        )
    save_model(output, model, tokenizer)


def _texts(config: MaskedWordsTraining, corpora: Path, articles: Path | None) -> list[LabelledText]:
    """The texts of an epoch, those of a weight above 1 as often."""
    texts = list(read_polnear(corpora / config.polnear)) * config.polnear_weight
    texts += weighted_articles(articles, config.articles_weight)
    return texts + read_unlabelled(corpora, config.unlabelled, config.unlabelled_texts, config.seed)


def _encoded(texts: list[LabelledText], encoder: TextEncoder) -> list[LabelledTokens]:
    """The texts in word pieces, each text encoded once however often it stands there."""
    distinct = list(dict.fromkeys(text.text for text in texts))
    known = dict(zip(distinct, encoder.encode(distinct), strict=True))
    return [LabelledTokens(known[text.text], (), frozenset(), None) for text in texts]
