"""The service as a WSGI app, with everything that the environment decides.

A WSGI server that is given no keys does not start. The `flask` command on a developer's machine makes its own.
"""

import os

from intake.settings import Settings, with_development_keys
from intake.web import logs
from intake.web.app import CANNOT_START, commands_alone, create_app
from intake.web.commands.keys import new_keys

logs.write_down()

by_flask_command = os.environ.get("FLASK_RUN_FROM_CLI") == "true"
try:
    environ = with_development_keys(os.environ, new_keys()) if by_flask_command else os.environ
    app = create_app(Settings.from_environ(environ))
    if not by_flask_command:
        app.extensions["service"].database.answer_promptly()
except CANNOT_START as why:
    if not by_flask_command:
        raise SystemExit(f"Error: {why}") from None
    app = commands_alone(why)
