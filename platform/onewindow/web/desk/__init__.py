"""The desk of the window: choose, fill in, accept, print, look up."""

from onewindow.web.desk import apply, cases, divisions, guide, home, notices
from onewindow.web.desk.blueprint import desk

__all__ = ["apply", "cases", "desk", "divisions", "guide", "home", "notices"]
