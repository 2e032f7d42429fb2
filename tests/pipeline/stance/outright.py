"""What words tell outright of a made statement."""

from attrib.data import Document, StanceLabel
from attrib.pipeline.speakers.resolver import resolve
from attrib.pipeline.stance.cues import attitude
from attrib.pipeline.stance.targets import find_targets
from tests.pipeline.attributed import said
from tests.pipeline.word_lists import reading

OPPOSE, SUPPORT = StanceLabel.OPPOSE, StanceLabel.SUPPORT


def told(text: str, content: str, cue: str, source: str = "Susan Quill") -> tuple[str, str, StanceLabel, str] | None:
    """What the cue tells: target, its kind, side and the words that decide."""
    found = resolve(Document(text), [said(text, content, cue, source)], (), reading(text))
    (statement,) = found.statements
    result = attitude(found.doc, statement, find_targets(found.doc, found.history, statement))
    if result is None:
        return None
    return result.target.name, result.target.kind, result.label, result.words.of(text)
