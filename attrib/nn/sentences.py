"""Sentence vectors of length 1, whose cosine measures similarity of meaning.

They follow all-MiniLM-L6-v2 of sentence-transformers: the mean of the last hidden states over the tokens, scaled to
length 1, of texts cut to 256 word pieces. `transformers`, whose import takes seconds, is not needed.
"""

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer
from torch.nn import functional

from attrib.errors import ModelError
from attrib.nn.catalogue import CONFIG, read_json, sentence_encoder_folder, sentence_encoder_id
from attrib.nn.encoder.batching import batches_by_length
from attrib.nn.encoder.bert import Bert, BertConfig, load_bert
from attrib.nn.encoder.engines import choose_engine, run_by
from attrib.nn.encoder.pages import keep_words_in_pages
from attrib.nn.encoder.stack import EngineMaker
from attrib.nn.tensors import read_weights

MOST_PIECES = 256
MANY = 16
"""Texts from which on an engine is worth making: a search by topic encodes one."""
_BATCH_TOKENS = 1024  # fits a core's cache; larger batches are slower on a CPU
Vectors = NDArray[np.float32]


class SentenceEncoder:
    """The shipped sentence encoder; `id` names it and the digest of its weights, `width` is the vectors' length."""

    def __init__(
        self,
        model: Bert,
        tokenizer: Tokenizer,
        identity: str,
        device: torch.device,
        maker: EngineMaker | None = None,
    ) -> None:
        """`maker` makes the engine for calls with MANY texts or more."""
        self.model = model.to(device)
        self.tokenizer = tokenizer
        self.id = identity
        self.device = device
        self.maker = maker
        self.width = model.embeddings.word_embeddings.embedding_dim

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors [N, width] of N texts, in float32 and of length 1."""
        run_by(self.maker if len(texts) >= MANY else None, self.model)
        found = np.zeros((len(texts), self.width), dtype=np.float32)
        encodings = self.tokenizer.encode_batch(list(texts))
        lengths = [len(encoding.ids) for encoding in encodings]
        for rows in batches_by_length(lengths, _BATCH_TOKENS):
            found[rows] = self._pooled([encodings[row] for row in rows])
        return found

    @torch.inference_mode()
    def _pooled(self, encodings: Sequence[Encoding]) -> Vectors:
        longest = max(len(encoding.ids) for encoding in encodings)
        ids = torch.zeros((len(encodings), longest), dtype=torch.long)
        mask = torch.zeros((len(encodings), longest), dtype=torch.bool)
        for row, encoding in enumerate(encodings):
            ids[row, : len(encoding.ids)] = torch.tensor(encoding.ids)
            mask[row, : len(encoding.ids)] = True
        mask = mask.to(self.device)
        embedded = self.model.get_input_embeddings()(ids.to(self.device))
        states = self.model(embedded, mask).last_hidden_state.float() * mask[:, :, None]
        mean = states.sum(dim=1) / mask.sum(dim=1, keepdim=True)
        vectors: Vectors = functional.normalize(mean, dim=1).cpu().numpy()
        return vectors


def load_sentence_encoder(device: torch.device, dtype: torch.dtype) -> SentenceEncoder:
    """The shipped encoder. Raises ModelError where its folder is missing or damaged."""
    folder = sentence_encoder_folder()
    config = BertConfig.of(read_json(folder / CONFIG))
    if config is None:
        raise ModelError(f"{folder / 'config.json'} is of no BERT with GELU; install the sentence encoder again")
    tensors = read_weights(folder)
    try:
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    except Exception as error:
        raise ModelError(f"{folder / 'tokenizer.json'} is no tokenizer ({error}); install it again") from error
    tokenizer.no_padding()
    tokenizer.enable_truncation(min(MOST_PIECES, config.max_position_embeddings))
    model, maker = load_bert(config, tensors, dtype), choose_engine(device, dtype)
    keep_words_in_pages(model)
    return SentenceEncoder(model, tokenizer, sentence_encoder_id(), device, maker)
