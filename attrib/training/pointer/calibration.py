"""How often pointer and linker together are right, of which probability and reason: fitted on held-out outlets."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from attrib.data import Reason
from attrib.errors import SettingsError
from attrib.nn.catalogue import Kind, find_model
from attrib.nn.encoder.upper import Encoder
from attrib.nn.heads.checkpoint import load_linker
from attrib.nn.heads.linker import REASONS, LinkerHead, LinkReader, calibrated
from attrib.nn.pointer.checkpoint import load_pointer
from attrib.nn.pointer.network import Pointer
from attrib.nn.pointer.reader import PointerReader
from attrib.pipeline.speakers.linking.pointing import pool
from attrib.training.engine.task import Workplace
from attrib.training.linker.calibration import fit_calibration, fit_shift
from attrib.training.linker.examples import LinkArticle, examples
from attrib.training.linker.material import parts_of
from attrib.training.pointer.recipe import PointerTraining

_TRUST = 0.5  # share of the shift; the whole of it made both models too sure on unseen outlets
_SILENT = (Reason.NO_SOURCE, Reason.NO_ANTECEDENT)


@dataclass(frozen=True, slots=True)
class Answer:
    """A held-out statement: the linker's probability and the pointer's log probability of each candidate, the reason of
    each and whether it is right.
    """

    linked: tuple[float, ...]
    pointed: tuple[float, ...]
    reasons: tuple[Reason, ...]
    right: tuple[bool, ...]

    def best(self, share: float) -> tuple[float, Reason, bool]:
        """Of the likeliest candidate the probability, the reason, and whether it is right."""
        chances = pool(self.linked, self.pointed, share)
        at = max(range(len(chances)), key=lambda number: chances[number])
        return chances[at], self.reasons[at], self.right[at]


def calibrate(
    pointer: Pointer,
    encoder: Encoder,
    recipe: PointerTraining,
    place: Workplace,
    articles: Sequence[LinkArticle],
    parts: Sequence[int],
) -> dict[str, float]:
    """Give a pointer its calibration; returns the held-out accuracy, with it and of the linker alone, in percent.

    Raises SettingsError where no statement is held out, ModelError for a pointer or linker that is missing or damaged.
    """
    held = load_pointer(find_model(recipe.held_out, Kind.POINTER), encoder)
    linker = load_linker(find_model(recipe.linker, Kind.LINKER))
    scorers = parts_of([article.group for article in articles], linker.config.scorers)
    chosen = [(at, article) for at, article in enumerate(articles) if parts[at] == recipe.held_out_part]
    found = [answer for at, article in chosen for answer in answers(article, _one(linker, scorers[at]), held)]
    if not found:
        raise SettingsError(f"held_out_part = {recipe.held_out_part} has no statement; name more articles")
    best = [answer.best(recipe.share) for answer in found]
    named = [answer for answer in best if answer[1] not in _SILENT]
    reasons = [REASONS.index(reason) for _, reason, _ in named]
    fitted = fit_calibration([chance for chance, _, _ in named], reasons, [ok for *_, ok in named])
    pointer.calibration.copy_(fitted)
    alone = sum(answer.best(0.0)[2] for answer in found)
    place.report(f"{len(found)} statements held out")
    return {
        "held out": round(100 * sum(ok for *_, ok in best) / len(found), 1),
        "linker alone": round(100 * alone / len(found), 1),
    }


def calibrate_whole(
    pointer: Pointer, recipe: PointerTraining, place: Workplace, articles: Sequence[LinkArticle]
) -> dict[str, float]:
    """Shift the confidence of a pointer that was calibrated by another, on articles which taught neither.

    Half of what the log odds lack there is added: detection may know these articles, and do better than on others.
    Returns the shift of the log odds, and the mean confidence and accuracy there, in percent.
    """
    linker = LinkReader(load_linker(find_model(recipe.linker, Kind.LINKER)))
    best = [answer.best(recipe.share) for article in articles for answer in answers(article, linker, pointer)]
    named = [answer for answer in best if answer[1] not in _SILENT]
    said = [calibrated(pointer.calibration, chance, reason) for chance, reason, _ in named]
    right = [ok for *_, ok in named]
    shift = round(_TRUST * fit_shift(said, right), 4)
    pointer.config = replace(pointer.config, speaker_shift=shift)
    place.report(f"{len(named)} statements of articles that taught nothing shift the confidence by {shift:+.2f}")
    share = 100 / max(1, len(named))
    return {"confidence": round(share * sum(said), 1), "right": round(share * sum(right), 1)}


def _one(linker: LinkerHead, part: int) -> LinkReader:
    """The linker that has not learned from a part of the outlets."""
    head = LinkerHead(replace(linker.config, scorers=1))
    head.scorers[0].load_state_dict(linker.scorers[part].state_dict())
    return LinkReader(head.eval())


def answers(article: LinkArticle, linker: LinkReader, pointer: Pointer) -> Iterator[Answer]:
    """The answers of linker and pointer for the statements of an article as detected, each after those before it."""
    known = article.text.doc.pointer
    if not isinstance(known, PointerReader):
        raise TypeError("the detector has no pointer whose states could be read")
    reader = PointerReader(pointer, known.offsets, known.states)
    text = replace(article.text, doc=replace(article.text.doc, pointer=reader))
    for example in examples(replace(article, text=text), detected=True, scorer=linker):
        chances = tuple(linker.probabilities(example.shared, example.rows))
        pointed = tuple(reader.log_probabilities(example.question))
        yield Answer(chances, pointed, example.reasons, example.strictly)
