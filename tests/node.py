"""What npm has brought for the checks."""

from __future__ import annotations

import shutil
from pathlib import Path

MODULES = Path(__file__).parent / "node_modules"


class MissingToolError(Exception):
    """Something that a check looks with is not on this machine: the one command that brings it."""


def module(package: str, *within: str) -> Path:
    """A file of a package."""
    path = MODULES.joinpath(package, *within)
    if not path.exists():
        raise MissingToolError(f"no {package} in {MODULES.name}. Run: npm ci --ignore-scripts --prefix tests")
    return path


def command(name: str, package: str) -> str:
    """The path of a program of this machine's; `package` is Debian's, which brings it."""
    found = shutil.which(name)
    if found is None:
        raise MissingToolError(f"no {name} on this machine. Run: apt-get install --yes {package}")
    return found
