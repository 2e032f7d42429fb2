"""One small recipe for each task, with the corpora that it reads, all made by hand."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import torch

from attrib.nn.attribution.checkpoint import load_model
from attrib.nn.pointer.checkpoint import save_pointer
from attrib.nn.pointer.config import PointerConfig
from attrib.nn.pointer.network import Pointer
from attrib.training.affiliations.recipe import AffiliationTraining
from attrib.training.antecedents.recipe import AntecedentTraining
from attrib.training.attribution.recipe import AttributionTraining
from attrib.training.engine.recipe import Recipe
from attrib.training.judge.recipe import JudgeTraining
from attrib.training.linker.recipe import LinkerTraining
from attrib.training.masked_words.recipe import MaskedWordsTraining
from attrib.training.names.recipe import NameTraining
from attrib.training.nested.recipe import NestedTraining
from attrib.training.pointer.recipe import PointerTraining
from attrib.training.posts.recipe import PostTraining
from attrib.training.stance.recipe import StanceTraining
from attrib.training.word_classes.recipe import WordClassTraining
from tests.judge_tiny import save_tiny_mpnet
from tests.tiny import save_mpnet
from tests.training.conftest import write_split
from tests.training.stance_texts import write_stance_articles, write_stance_corpora

GAP_HEADER = "ID\tText\tPronoun\tPronoun-offset\tA\tA-offset\tA-coref\tB\tB-offset\tB-coref\tURL"
GAP_TEXT = "Ida Bo met Ann Lee. She left early, with a sign."
TAGS = ("NNP", "NNP", "VBD", "DT", "NN", "VBZ", "JJ", ".")


def write_corpora(folder: Path) -> Path:
    """All that the recipes below read: polnear, polnear-silver, gap and the corpora of stance."""
    write_split(folder / "polnear" / "train", 6)
    write_split(folder / "polnear" / "dev", 2)
    write_silver(folder)
    write_gap(folder / "gap" / "gap-development.tsv", 160)
    write_articles(folder / "articles", 6)
    write_nested(folder / "nested", 40)
    write_names(folder)
    write_stance_articles(folder / "stances")
    return write_stance_corpora(folder)


def write_names(folder: Path) -> None:
    """Twelve articles of one outlet, which is not kept for measurement, with names."""
    (folder / "worldwide-ner").mkdir()
    rows = (f"# xx_wire_{at}.txt.tsv\nAnn\tB-Person\nleft\tO\nNorwell\tB-Location\n.\tO\n" for at in range(12))
    (folder / "worldwide-ner" / "train.tsv").write_text("".join(rows), encoding="utf-8")


def write_silver(folder: Path) -> None:
    """Tags of CoreNLP for the words of the articles in polnear/train, which mean nothing here."""
    (folder / "polnear-silver").mkdir()
    with gzip.open(folder / "polnear-silver" / "train.jsonl.gz", "wt", encoding="utf-8") as stream:
        for path in sorted((folder / "polnear" / "train" / "text").glob("*.txt")):
            text, tokens, at = path.read_text(encoding="utf-8"), [], 0
            for number, word in enumerate(text.split()):
                start = text.index(word, at)
                at = start + len(word)
                tokens.append([start, at, TAGS[number % len(TAGS)], "O"])
            stream.write(json.dumps({"id": path.stem, "tokens": tokens}) + "\n")


def write_gap(path: Path, passages: int, *, second_only: bool = False) -> None:
    """Passages whose pronoun means the first name and the second in turn, or always the second."""
    path.parent.mkdir(parents=True, exist_ok=True)
    places = [GAP_TEXT.index(word) for word in ("She", "Ida Bo", "Ann Lee")]
    rows = [
        f"t-{number}\t{GAP_TEXT}\tShe\t{places[0]}\tIda Bo\t{places[1]}\t{first}\tAnn Lee\t{places[2]}\t{second}\tx"
        for number in range(passages)
        for first, second in [("FALSE", "TRUE") if second_only or number % 2 else ("TRUE", "FALSE")]
    ]
    path.write_text("\n".join([GAP_HEADER, *rows]) + "\n", encoding="utf-8")


def write_articles(folder: Path, number: int) -> None:
    """Labelled articles of outlets of their own, each with a name, a pronoun and a continuation."""
    for part in ("labels", "text"):
        (folder / part).mkdir(parents=True)
    for at in range(number):
        text = f'The mayor of Norwell, Ida Quill{at}, met Peter Moss. "We lost," said Ms Quill{at}. "We were poor." '
        text += "She said it was late."
        rows = [('"We lost,"', "said", f"Ms Quill{at}"), ('"We were poor."', "", ""), ("it was late", "said", "She")]
        label = {"occurrence": [1], "type": "direct", "speaker": f"Ida Quill{at}", "speaker_kind": "person"}
        statements = [
            label | {"content": [content], "cue": cue, "source": source, "role": "mayor", "affiliation": "Norwell"}
            for content, cue, source in rows
        ]
        row = {"file": f"{at}.txt", "outlet": f"outlet {at}", "statements": statements}
        (folder / "labels" / f"{at}.json").write_text(json.dumps(row), encoding="utf-8")
        (folder / "text" / f"{at}.txt").write_text(text, encoding="utf-8")


def write_nested(folder: Path, number: int) -> None:
    """Labelled articles of one statement each that reports another."""
    for part in ("labels", "text"):
        (folder / part).mkdir(parents=True)
    for at in range(number):
        text = f"Ida Bo said that Ann Lee had denied that {at} boats were lost."
        rows = [
            (f"that Ann Lee had denied that {at} boats were lost", "said", "Ida Bo"),
            (f"that {at} boats were lost", "denied", "Ann Lee"),
        ]
        statements = [
            {"content": [content], "cue": cue, "source": source, "occurrence": [1], "type": "indirect"}
            | {"speaker": source, "speaker_kind": "person", "role": "", "affiliation": ""}
            for content, cue, source in rows
        ]
        row = {"file": f"{at}.txt", "statements": statements}
        (folder / "labels" / f"{at}.json").write_text(json.dumps(row), encoding="utf-8")
        (folder / "text" / f"{at}.txt").write_text(text, encoding="utf-8")


def _attribution(base: Path, _: Path) -> Recipe:
    return AttributionTraining(
        "attribution", base=str(base), epochs=2, batch_tokens=160, window=62, overlap=16, average=0.9, precision="fp32"
    )


def _stance(base: Path, _: Path) -> Recipe:
    return StanceTraining("stance", base=str(base), epochs=2, batch_tokens=512, name_masking=0.2, precision="fp32")


def _masked_words(base: Path, _: Path) -> Recipe:
    return MaskedWordsTraining("words", base=str(base), epochs=2, batch_tokens=160, window=62, precision="fp32")


def _antecedents(_: Path, model: Path) -> Recipe:
    return AntecedentTraining(
        "antecedents", model=str(model), epochs=2, gum_weight=0, silver_weight=0, scorers=2, width=16
    )


def _word_classes(_: Path, model: Path) -> Recipe:
    return WordClassTraining("word-classes", model=str(model), epochs=6, width=16, texts=6)


def _names(_: Path, model: Path) -> Recipe:
    return NameTraining("names", model=str(model), epochs=6, width=16)


def _posts(_: Path, model: Path) -> Recipe:
    return PostTraining("posts", model=str(model), articles=("articles",), epochs=6)


def _linker(_: Path, model: Path) -> Recipe:
    return LinkerTraining(
        "linker",
        model=str(model),
        articles=("articles",),
        epochs=3,
        first_epochs=1,
        batch=4,
        least=2,
        width=4,
        scorers=2,
    )


def _nested(_: Path, model: Path) -> Recipe:
    return NestedTraining("nested", model=str(model), articles=("nested",), epochs=4, batch=16)


def _pointer(_: Path, model: Path) -> Recipe:
    return PointerTraining(
        "pointer", model=str(model), layer=1, rank=2, width=8, articles=("articles",), batch_tokens=320, epochs=4
    )


def _affiliations(_: Path, model: Path) -> Recipe:
    points = model.parent / "points"
    if not points.is_dir():
        loaded = load_model(str(model), torch.device("cpu"))
        sizes = PointerConfig(loaded.digest, 32, layer=1, rank=2, width=8)
        save_pointer(points, Pointer(sizes, loaded.model.encoder))
    return AffiliationTraining("a", model=str(model), pointer=str(points), articles=("articles",), width=8, batch=1)


def _judge(_: Path, model: Path) -> Recipe:
    adapted = model.parent / "tiny-mpnet"  # a judge is made over an MPNet
    if not adapted.is_dir():
        save_tiny_mpnet(adapted)
    return JudgeTraining(
        "judge",
        model=str(adapted),
        articles=("stances",),
        calibrated_on=("stances",),
        dev=("stances",),
        base=str(save_mpnet(model.parent / "mpnet-base", 3)),
        first=1,
        width=8,
        window=60,
        epochs=2,
        corpora=0.5,
        batch_tokens=400,
        quiet=1.0,
    )


# Each is given a tiny base and a tiny attribution model.
RECIPES: dict[str, Callable[[Path, Path], Recipe]] = {
    "attribution": _attribution,
    "antecedents": _antecedents,
    "linker": _linker,
    "posts": _posts,
    "word_classes": _word_classes,
    "names": _names,
    "stance": _stance,
    "masked_words": _masked_words,
    "nested": _nested,
    "pointer": _pointer,
    "judge": _judge,
    "affiliations": _affiliations,
}
