"""The service on a developer's machine: `make run`, and any other command, with keys that are made the first time."""

from __future__ import annotations

import os
import sys

from flask.cli import FlaskGroup, ScriptInfo

from intake.settings import Settings, with_development_keys
from intake.web.app import create_app
from intake.web.commands.keys import new_keys


def main(arguments: list[str]) -> None:
    """Runs a command of the service; without the name of one, serves."""
    environ = with_development_keys(os.environ, new_keys())
    info = ScriptInfo(create_app=lambda: create_app(Settings.from_environ(environ)), set_debug_flag=False)
    command = arguments if arguments and not arguments[0].startswith("-") else ["serve", *arguments]
    FlaskGroup().main(command, obj=info, prog_name="flask")


if __name__ == "__main__":
    main(sys.argv[1:])
