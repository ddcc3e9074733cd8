"""What a mistake in a command line is called in plain words, and commands in hints as they must be typed here."""

import re
import shlex
from collections.abc import Sequence
from pathlib import Path

#: Commands in quotes, as hints name them; those that need no project, or make one, stay as they are.
_COMMAND = re.compile(r"((?<=')|(?<=More: ))influence (?=(?:crawl|load|inspect|people|rank|explain|shortlist|listen|"
                      r"export|report|evaluate|check|config)\b)")
#: Options of `influence` itself -> whether a value follows.
_SHARED = {"--project": True, "-v": False, "--verbose": False, "-q": False, "--quiet": False, "--debug": False}
#: What the option parser says -> what is meant.
_PLAIN = (
    (re.compile(r"is not a valid float(?: range)?\."), "is no number; write it in figures, such as 90."),
    (re.compile(r"is not a valid integer(?: range)?\."), "is no whole number; write it in figures, such as 5."),
    (re.compile(r"is not in the range x>=(\S+)\."), r"is too little: \1 or more."),
    (re.compile(r"is not in the range x>(\S+)\."), r"is too little: more than \1."),
    (re.compile(r"is not in the range (\S+?)<=x<=(\S+)\."), r"does not do: \1 to \2."),
    (re.compile(r"does not match the formats? '%Y-%m-%d'\."), "is no date; write it as 2024-05-31."),
)


def with_folder(text: str, folder: Path) -> str:
    """Return a text whose hints name the project's folder, unless that is the current one.

    >>> with_folder("Undo with 'influence people undo 3'.", Path("mybrand"))
    "Undo with 'influence --project mybrand people undo 3'."
    >>> with_folder("Undo with 'influence people undo 3'.", Path("."))
    "Undo with 'influence people undo 3'."
    """
    if folder == Path():
        return text
    shown = str(folder) if shlex.quote(str(folder)) == str(folder) else f'"{folder}"'
    return _COMMAND.sub(lambda _: f"influence --project {shown} ", text)


def folder_of(arguments: Sequence[str]) -> Path:
    """Return the project folder that a command line names before its command.

    >>> folder_of(["-q", "--project", "mybrand", "rank"]).name, str(folder_of(["rank", "--project", "x"]))
    ('mybrand', '.')
    """
    parts = iter(arguments)
    for part in parts:
        name, is_given, value = part.partition("=")
        if name == "--project":
            return Path(value if is_given else next(parts, "."))
        if not part.startswith("-"):
            break
    return Path()


def moved_option(option: str, arguments: Sequence[str]) -> str | None:
    """Return what to type instead where an option of `influence` itself stands behind a command; None for others.

    >>> moved_option("--project", ["rank", "-n", "5", "--project", "my brand"])
    "--project stands before the command: influence --project 'my brand' rank -n 5"
    >>> moved_option("--colour", ["rank", "--colour"]) is None
    True
    """
    if option not in _SHARED:
        return None
    at = next((at for at, part in enumerate(arguments) if part.partition("=")[0] == option), None)
    if at is None:
        return None
    end = at + 1 + (_SHARED[option] and "=" not in arguments[at])
    return f"{option} stands before the command: influence " + shlex.join(
        [*arguments[at:end], *arguments[:at], *arguments[end:]])


def plain(message: str) -> str:
    """Return what is wrong with a value in plain words.

    >>> plain("'ten' is not a valid float range."), plain("0 is not in the range x>=1.")
    ("'ten' is no number; write it in figures, such as 90.", '0 is too little: 1 or more.')
    """
    for pattern, words in _PLAIN:
        message = pattern.sub(words, message)
    return message
