"""The service as a WSGI app, with everything that the environment decides."""

import os

from intake.settings import Settings
from intake.web.app import create_app

app = create_app(Settings.from_environ(os.environ))
