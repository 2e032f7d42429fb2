"""Small hand-made corpora of stance in their publishers' formats, and labelled articles."""

import json
from pathlib import Path

GOOD, BAD = ("praised", "backed", "thanked"), ("attacked", "blamed", "accused")
PEOPLE = ("Ann Lee", "Bob Ray", "Cy Orr", "Dee Fox")


def write_stance_corpora(folder: Path, sentences: int = 24) -> Path:
    """Sentences in which one of the verbs tells the stance; the training splits sorted by class as published."""
    directed, newsmtsc, perspectrum = [], [], []
    for number in range(sentences):
        p, q = PEOPLE[number % 4], PEOPLE[(number + 1) % 4]
        verb, label, polarity, side = (
            (GOOD[number % 3], 1, 6, "SUPPORT") if number < sentences // 2 else (BAD[number % 3], 3, 2, "UNDERMINE")
        )
        directed.append(f"[{p}] {verb} [{q}] on day {number}.\t{p}\t{q}\t{label}")
        text = f"{q} was {verb} by many on day {number}."
        target = {"from": 0, "to": len(q), "mention": q, "polarity": polarity}
        newsmtsc.append(json.dumps({"sentence_normalized": text, "targets": [target]}))
        claim = {"claim": f"{q} is right", "perspective": f"All {verb} {q} on day {number}", "stance": side}
        perspectrum.append(json.dumps(claim))
    for name, train, dev, lines in (
        ("directed-sentiment", "train.txt", "valid.txt", directed),
        ("newsmtsc", "train.jsonl", "devtest_mt.jsonl", newsmtsc),
        ("perspectrum", "train.jsonl", "dev.jsonl", perspectrum),
    ):
        (folder / name).mkdir(parents=True)
        (folder / name / train).write_text("\n".join(lines) + "\n", encoding="utf-8")
        (folder / name / dev).write_text("\n".join(lines[::3]) + "\n", encoding="utf-8")
    (folder / "basil").mkdir()
    text = f"{PEOPLE[0]} spoke. “{PEOPLE[1]} is a fool.”"
    quoted = {"span": [len(text) - 22, len(text)], "speaker": PEOPLE[0], "target": PEOPLE[1], "stance": "oppose"}
    row = {"story": "9a", "text": text, "quoted": [quoted | {"aim": "dir"}]}
    (folder / "basil" / "train.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    return folder


def write_stance_articles(folder: Path, articles: int = 4) -> Path:
    """Articles of two statements each, one for and one against somebody."""
    for name in ("labels", "text"):
        (folder / name).mkdir(parents=True)
    for number in range(articles):
        speaker, target = PEOPLE[number % 4], PEOPLE[(number + 1) % 4]
        contents = f"{target} had been right about the new bridge", f"{target} had lied about the old road"
        text = f"{speaker} said {contents[0]}. Later {speaker} claimed {contents[1]}.\n"
        statements = [
            {
                "content": [content],
                "occurrence": [1],
                "cue": cue,
                "source": speaker,
                "type": "indirect",
                "speaker": speaker,
                "speaker_kind": "person",
                "affiliation": "",
                "stances": [{"target": target, "stance": stance}],
            }
            for content, cue, stance in zip(contents, ("said", "claimed"), ("support", "oppose"), strict=True)
        ]
        (folder / "text" / f"{number:02}.txt").write_text(text, encoding="utf-8")
        label = {"file": f"{number:02}.txt", "statements": statements}
        (folder / "labels" / f"{number:02}.json").write_text(json.dumps(label), encoding="utf-8")
    return folder
