"""What this package raises; `exit_code` is what the command line ends with (see docs/cli.md).

    InfluenceError            1   could not be done
    ├── UsageError            2   the command was called wrongly
    ├── SettingsError         3   influence.toml does not fit
    ├── InputError            3   an input file does not fit
    ├── ProjectError          3   no project here, or of a newer version, or damaged
    │   └── ProjectBusyError  1   another process is writing to it
    ├── NothingFoundError     4   done, but there is nothing to show
    ├── PartlyDoneError       5   done in part; the message names the rest
    └── GateError             6   an agreed measure was not met

Every error says what it is about and, where something can be done, what.
"""

from typing import ClassVar


class InfluenceError(Exception):
    """Base of all; `about` is the file, setting or person, `hint` what the user can do."""

    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, *, about: str | None = None, hint: str | None = None) -> None:
        super().__init__(message)
        #: File, setting, person or address it is about.
        self.about = about
        #: What the user can do.
        self.hint = hint

    def __str__(self) -> str:
        """Return message, subject and remedy on one line."""
        message = super().__str__()
        subject = f" ({self.about})" if self.about and self.about not in message else ""
        return f"{message}{subject}" + (f" - {self.hint}" if self.hint else "")


class UsageError(InfluenceError):
    """The command was called wrongly."""

    exit_code = 2


class SettingsError(InfluenceError):
    """A key or value of influence.toml does not fit."""

    exit_code = 3


class InputError(InfluenceError):
    """An input file does not fit."""

    exit_code = 3


class ProjectError(InfluenceError):
    """There is no project here, or it is of a newer version, or damaged."""

    exit_code = 3


class ProjectBusyError(ProjectError):
    """Another process is writing to the project."""

    exit_code = 1


class NothingFoundError(InfluenceError):
    """Done, but there is nothing to show."""

    exit_code = 4


class PartlyDoneError(InfluenceError):
    """Done in part; the message names the rest."""

    exit_code = 5


class GateError(InfluenceError):
    """An agreed measure was not met."""

    exit_code = 6
