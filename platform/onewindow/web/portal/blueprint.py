"""The public side of the house."""

from flask import Blueprint

portal = Blueprint("portal", __name__)
