"""The options of the models, which a command gets as one ExtractSettings."""

from functools import wraps

import click

from attrib.cli.common.options import Wrapped, stack
from attrib.cli.common.settings import SettingOption
from attrib.settings import AUTO, DEFAULT_MODEL, PRECISIONS, ExtractSettings

_MODEL_HELP = "Model to extract with: fast, accurate, or one of your own."
_MODEL = (
    click.option(
        "--model",
        cls=SettingOption,
        default=DEFAULT_MODEL,
        show_default=True,
        metavar="NAME|FOLDER",
        help=_MODEL_HELP,
    ),
    click.option(
        "--antecedents",
        cls=SettingOption,
        default=AUTO,
        show_default="the one for the model",
        metavar="NAME|FOLDER|none",
        help="Head that says whom a pronoun means.",
    ),
    click.option(
        "--word-classes",
        cls=SettingOption,
        default=AUTO,
        show_default="the one for the model",
        metavar="NAME|FOLDER|none",
        help="Head that finds the topics of stances.",
    ),
    click.option(
        "--device",
        cls=SettingOption,
        default="auto",
        show_default=True,
        help="Device to compute on: auto, cpu, cuda or cuda:1.",
    ),
    click.option(
        "--precision",
        cls=SettingOption,
        type=click.Choice(PRECISIONS),
        default="auto",
        show_default=True,
        help="Number format.",
    ),
    click.option(
        "--batch-tokens",
        cls=SettingOption,
        type=click.IntRange(min=512),
        default=ExtractSettings().batch_tokens,
        show_default=True,
        help="Most word pieces in one pass; lower it if memory is short.",
    ),
    click.option(
        "--stance/--no-stance", default=True, show_default=True, help="Judge what speakers support and oppose."
    ),
    click.option(
        "--stance-model",
        cls=SettingOption,
        default=AUTO,
        show_default="the one for the model",
        metavar="NAME|FOLDER",
        help="Model to judge stances with.",
    ),
)

_JOBS = click.option(
    "--jobs",
    cls=SettingOption,
    type=click.IntRange(min=1),
    metavar="N",
    show_default="one a processor",
    help="Processes that read, with one thread each; the results are the same.",
)


def jobs_option(command: Wrapped) -> Wrapped:
    """Add the option of how many processes read, which reaches the command as `jobs`; None where it is not given."""
    return _JOBS(command)


def model_options(command: Wrapped) -> Wrapped:
    """Add the options of the model, which reach the command as `settings`, an ExtractSettings."""

    @wraps(command)
    def with_settings(
        *,
        model: str,
        antecedents: str,
        word_classes: str,
        device: str,
        precision: str,
        batch_tokens: int,
        stance: bool,
        stance_model: str,
        **others: object,
    ) -> None:
        settings = ExtractSettings(
            model, device, precision, batch_tokens, stance, stance_model, antecedents, word_classes
        )
        command(settings=settings, **others)

    return stack(with_settings, _MODEL)
