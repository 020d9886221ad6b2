"""Signing in and out, and one's own account."""

from onewindow.web.auth import account, entering, password, second, single
from onewindow.web.auth.blueprint import auth

__all__ = ["account", "auth", "entering", "password", "second", "single"]
