"""The door to the compiled kernels: they are imported, and the compiler with them, at first need only."""

import os
import tempfile
from importlib import import_module
from pathlib import Path
from types import ModuleType

#: Module with the kernels.
KERNELS = "influence.ranking.kernels"


def kernels(module: str = KERNELS) -> ModuleType:
    """Return a kernels module, the ranking's or another; its first use imports the compiler (about half a second).

    Compiled code is kept beside the package, or in the user's cache folder when the package folder
    is read-only (numba sees to both), or where NUMBA_CACHE_DIR says. Where neither can be written
    to, it goes to a temporary folder and lives as long as that does.
    """
    if "NUMBA_CACHE_DIR" not in os.environ and not (_writable(_package_cache()) or _writable(_user_cache())):
        os.environ["NUMBA_CACHE_DIR"] = str(Path(tempfile.gettempdir()) / "influence-kernels")
    return import_module(module)  # late on purpose: small projects never pay for the compiler


def _package_cache() -> Path:
    return Path(__file__).resolve().parent / "__pycache__"


def _user_cache() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or Path("~/.cache").expanduser())


def _writable(folder: Path) -> bool:
    """Return whether files can be made there, or the folder itself in the nearest one above that exists."""
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return os.access(folder, os.W_OK)
