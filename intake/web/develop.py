"""`make run`: the form on this machine, with keys that are made the first time and kept beside the database."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from flask.cli import FlaskGroup, ScriptInfo

from intake.settings import Settings, development_environ
from intake.web.app import create_app
from intake.web.commands.keys import new_keys


def main() -> None:
    environ = development_environ(os.environ, Path("instance"), new_keys())
    os.environ.update(environ)
    info = ScriptInfo(create_app=lambda: create_app(Settings.from_environ(environ)))
    FlaskGroup().main(["serve", *sys.argv[1:]], obj=info, prog_name="make run")


if __name__ == "__main__":
    main()
