"""The blueprint that the pages of this package stand on."""

from __future__ import annotations

from flask import Blueprint

auth = Blueprint("auth", __name__)
EACH_MINUTE = "20 per minute"
"""How often one address may try any one step of signing in."""
