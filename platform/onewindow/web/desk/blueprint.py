"""The desk of the window: choose, fill in, accept, print, look up."""

from flask import Blueprint

desk = Blueprint("desk", __name__, url_prefix="/desk")
