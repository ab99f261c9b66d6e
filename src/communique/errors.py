"""Expected failures. Each is one sentence for a programme officer: what was being done, to what, what to do next.

They share no base on purpose beyond ``CommuniqueError``, which the terminal turns into one line and exit status 2:
a channel that is down must never be mistaken for a configuration that is wrong.
"""


class CommuniqueError(Exception):
    """An expected failure; ``str(error)`` is the whole message and needs no traceback."""


class ConfigError(CommuniqueError):
    """Something in ``communique.toml`` or in the environment it names is missing or wrong."""


class InputError(CommuniqueError):
    """A file or folder of the user's can't be used at all (single bad values are findings, not errors)."""


class TemplateError(CommuniqueError):
    """A template names something that does not exist, or prints a value that is missing."""


class StoreError(CommuniqueError):
    """Something that is kept (the ledger, a dossier, a folder of files) can't be read or written.

    ``permanent`` is True when trying again without changing something cannot help (read-only, damaged, no such place).
    """

    def __init__(self, message: str, *, permanent: bool = True) -> None:
        super().__init__(message)
        self.permanent = permanent


class ApprovalError(CommuniqueError):
    """Something was about to leave without a valid sign-off."""


class ChannelError(CommuniqueError):
    """A delivery failed.

    ``permanent`` is True when trying again without changing something cannot help (wrong password, unknown
    address), False for weather (time-out, 4xx SMTP answer). ``unknown`` is True when the answer was lost after the
    message may have been accepted: the delivery must then be looked up, never repeated blindly.
    """

    def __init__(self, message: str, *, permanent: bool, unknown: bool = False) -> None:
        super().__init__(message)
        self.permanent = permanent
        self.unknown = unknown
