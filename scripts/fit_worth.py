"""Fit the weights that say what is worth checking, on debates and speeches; writes config and weights.

    python -m scripts.fit_worth corpora/check-worthiness/train models/worth

Prints the mean average precision of weights fitted to all transcripts but one, that of random orders, and the share of
sentences that were checked. A minute on one core once the sentences have their vectors.
"""

import sys
from pathlib import Path

import numpy as np

from attrib.nn.heads.worth import save_worth
from attrib.services import models
from attrib.settings import ExtractSettings
from attrib.training.claims.worth import by_chance, by_transcript, feature_rows, fit, read_transcripts


def main(corpus: str, target: str) -> None:
    """Fit on all transcripts and write the model."""
    transcripts = read_transcripts(Path(corpus))
    encoder = models.open_encoder(ExtractSettings())
    vectors = [encoder.encode(transcript.sentences) for transcript in transcripts]
    rows = [feature_rows(transcript.sentences) for transcript in transcripts]
    found = by_transcript(transcripts, rows, vectors)
    rates = [transcript.checked.mean() for transcript in transcripts]
    for transcript, precision, rate in zip(transcripts, found, rates, strict=True):
        sys.stdout.write(f"{transcript.name:28} {100 * precision:5.1f} of {100 * rate:4.1f} % checked\n")
    sys.stdout.write(
        f"mean average precision {100 * np.mean(found):.1f}, by chance {100 * by_chance(transcripts):.1f}; "
        f"checked {100 * np.mean(rates):.1f} % of a transcript\n"
    )
    checked = np.concatenate([transcript.checked for transcript in transcripts])
    fitted = fit(np.concatenate(rows), np.concatenate(vectors), checked)
    save_worth(Path(target), fitted.weights, fitted.directions.astype(np.float32), fitted.bias, encoder.id)


if __name__ == "__main__":
    main(*sys.argv[1:])
