"""The admin's side of the house."""

from flask import Blueprint

workbench = Blueprint("workbench", __name__, url_prefix="/workbench")
