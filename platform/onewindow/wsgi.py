"""The entry of WSGI servers: `gunicorn onewindow.wsgi:app`."""

from __future__ import annotations

import os

from onewindow.app import create_app
from onewindow.settings import Settings

app = create_app(Settings.from_environment(os.environ))
