"""The stance model of some settings, opened without the rules of a pipeline, which a search by topic has no use for."""

from attrib.nn.encoder.device import choose_device, choose_dtype
from attrib.nn.stance.checkpoint import load_stance_model
from attrib.nn.stance.reader import StanceReader
from attrib.pipeline.parts import choose_stance
from attrib.settings import ExtractSettings


def open_stance_reader(settings: ExtractSettings) -> StanceReader:
    """The stance model of these settings.

    Raises ModelError where it is missing, damaged or of another kind, and SettingsError for a device that is not there.
    """
    device = choose_device(settings.device)
    loaded = load_stance_model(str(choose_stance(settings)), device)
    return StanceReader(loaded, choose_dtype(settings.precision, device), settings.batch_tokens)
