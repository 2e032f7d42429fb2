"""The judge of sides, opened over the attribution model that it is for."""

from pathlib import Path

from attrib.nn.attribution.checkpoint import load_lower_layers
from attrib.nn.catalogue import Kind, find_digest, read_config
from attrib.nn.encoder.device import choose_device, choose_dtype
from attrib.nn.encoder.pages import keep_words_in_pages
from attrib.nn.encoder.upper import drop_above
from attrib.nn.judge.checkpoint import load_judge
from attrib.nn.judge.config import JudgeConfig
from attrib.nn.judge.reader import JudgeReader
from attrib.settings import ExtractSettings


def open_judge_reader(folder: Path, settings: ExtractSettings) -> JudgeReader:
    """The judge of a folder, with the attribution model that it is for, whichever the settings name.

    Raises ModelError where either is missing, damaged or of another kind, SettingsError for a device that is not there.
    """
    values = read_config(folder, Kind.JUDGE)
    made_for = str(values.get("made_for", ""))
    device = choose_device(settings.device)
    dtype = choose_dtype(settings.precision, device)
    name = str(find_digest(Kind.ATTRIBUTION, made_for, folder))
    # Only what the judge reads with is put into memory, and at once in the number format that it works in.
    base, weights = load_lower_layers(name, JudgeConfig.from_json(values).first, device, dtype)
    judge = load_judge(folder, base.model, weights, dtype)
    drop_above(base.model.encoder, judge.config.first)
    keep_words_in_pages(base.model.encoder)
    return JudgeReader(judge, base.encoder, settings.batch_tokens, dtype)
