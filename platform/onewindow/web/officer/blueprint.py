"""The officer's side of the house."""

from flask import Blueprint

officer = Blueprint("officer", __name__, url_prefix="/tasks")
