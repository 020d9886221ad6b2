"""The Jinja fragments: one file a family of kinds, compiled once in a process, autoescaped."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import jinja2
from markupsafe import Markup

LEVEL_NAMES = {"county": "县（市、区）", "town": "镇（街道）", "village": "村（社区）"}
Macro = Callable[..., Markup]


@cache
def _environment() -> jinja2.Environment:
    loaders = [jinja2.PackageLoader("form_builder", folder) for folder in ("fields", "page")]
    environment = jinja2.Environment(
        loader=jinja2.ChoiceLoader(loaders),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    environment.globals["LEVEL_NAMES"] = LEVEL_NAMES
    return environment


@cache
def macro(name: str) -> Macro:
    """The macro `<family>.<name>`, such as `text.line`, from `<family>.html`."""
    family, _, wanted = name.partition(".")
    module: Any = _environment().get_template(f"{family}.html").module
    found: Macro = getattr(module, wanted)
    return found
