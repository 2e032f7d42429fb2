"""Every error attrib raises on purpose: one base, and a child named for the state it reports."""


class AttribError(Exception):
    """An error whose message names the value, what was expected and the way out; printed to the user as it is."""


class ReadError(AttribError):
    """An input file or record cannot be read as a document."""


class SettingsError(AttribError):
    """A setting, option or configuration file has a value that cannot be used."""


class ModelError(AttribError):
    """A model folder is missing, incomplete, damaged or of another format version."""


class CorpusError(AttribError):
    """A training corpus is missing or does not have the publisher's format."""


class WriteError(AttribError):
    """A file or folder cannot be written: it is there already, not the user's, or the disk is full."""


class StoreError(AttribError):
    """The database cannot be opened, is of another schema version, or refuses a change."""


class NotFoundError(AttribError):
    """Nothing in the database answers to the id or name given."""


class AmbiguousNameError(AttribError):
    """A name fits several actors; the message lists them, and `choices` holds each one's id and description.

    `name` is the name as it was asked for.
    """

    def __init__(self, message: str, choices: tuple[tuple[str, str], ...] = (), name: str | None = None) -> None:
        super().__init__(message)
        self.name = name
        self.choices = choices


class ResourceError(AttribError):
    """A folder that ships with attrib (models/ or migrations/) cannot be found."""


class WorkerError(AttribError):
    """Processes that share out the work have ended in the middle of it, again and again."""
