"""How sure a side is, and from where on it is told: fitted on articles that taught no side."""

from dataclasses import replace

import numpy as np
import torch

from attrib.nn.pointer.network import Pointer
from attrib.nn.pointer.reader import PointerReader
from attrib.training.engine.task import Workplace
from attrib.training.evaluation.calibration import Floats
from attrib.training.pointer.stances import UNKNOWN, SideExample, told_sides
from attrib.training.stance.calibration import fit_scaling, min_probability, scaled


def calibrate_sides(
    pointer: Pointer, found: list[tuple[PointerReader, SideExample]], place: Workplace, precision: float
) -> dict[str, float]:
    """Give a pointer the scaling of its sides and the least probability told; returns figures of them, in percent.

    Each example comes with the reader of its text, which is read anew. A side told is right where a labelled target of
    that side goes by the target's name.
    """
    fresh = {id(reader): PointerReader(pointer, reader.offsets, reader.states) for reader, _ in found}
    logits = [_logits(fresh[id(reader)], example) for reader, example in found]
    pairs = [(rows, np.array(example.classes)) for rows, (_, example) in zip(logits, found, strict=True)]
    values = np.concatenate([rows for rows, _ in pairs])
    wanted = np.concatenate([classes for _, classes in pairs])
    temperature, shifts = fit_scaling(values[wanted != UNKNOWN], wanted[wanted != UNKNOWN])
    told = [
        side
        for rows, (_, example) in zip(logits, found, strict=True)
        for side in told_sides(example.found, scaled(rows, temperature, shifts).tolist(), example.labels)
    ]
    scores, right = np.array([score for score, _ in told]), np.array([ok for _, ok in told], dtype=np.bool_)
    least = min_probability(scores, right, precision)
    pointer.config = replace(pointer.config, side_temperature=temperature, side_shifts=shifts, least_side=least)
    labelled = sum(len(example.labels) for _, example in found)
    kept = right[scores >= least]
    place.report(f"sides calibrated on {len(found)} statements: told from {least:.2f}")
    return {
        "sides told right": round(100 * float(kept.mean()), 1),
        "sides found": round(100 * float(kept.sum()) / max(1, labelled), 1),
    }


def _logits(reader: PointerReader, example: SideExample) -> Floats:
    with torch.inference_mode():
        return reader.side_logits(example.question).numpy().astype(np.float64)
