"""Division codes as command-line arguments."""

from __future__ import annotations

import contextlib
import re

import click

from tenants.errors import ScopeError
from tenants.scope import Scope

DIGITS = 12


class TenantCode(click.ParamType[Scope]):
    """A division code of 6, 9 or 12 digits, read as the scope of the tenant."""

    name = "code"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Scope:
        """The scope; a sentence when the code cannot be one."""
        text = str(value)
        if re.fullmatch(r"[0-9]{6}([0-9]{3}){0,2}", text):
            with contextlib.suppress(ScopeError):
                return Scope.of(int(text.ljust(DIGITS, "0")))
        return self.fail(f"{text} 不是 6、9 或 12 位的区划代码，例如 441322", param, ctx)
