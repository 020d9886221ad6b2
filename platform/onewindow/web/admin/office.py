"""Putting the back office into the application, every one of its routes behind `access.allow`."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from flask import Flask
from flask.typing import ResponseReturnValue
from flask_admin import Admin

from onewindow.web.access import Visit, allow
from onewindow.web.admin.departments import Departments
from onewindow.web.admin.home import Home
from onewindow.web.admin.people import People
from onewindow.web.admin.publications import Publications
from onewindow.web.admin.signing_in import SigningIn
from onewindow.web.admin.surface import Surface
from onewindow.web.admin.tenants import Tenants
from onewindow.web.admin.workdays import Days, Years


def install(app: Flask) -> None:
    """Mount the back office at /admin/; without the permission of an area none of its routes answers."""
    areas: tuple[Surface, ...] = (Tenants(), Departments(), People(), SigningIn(), Days(), Years(), Publications())
    home = Home(areas)
    admin = Admin(app, name="OneWindow", index_view=home)
    for area in areas:
        admin.add_view(area)
    permissions = {area.endpoint: area.permission for area in (home, *areas)}
    for endpoint, view in app.view_functions.items():
        blueprint = endpoint.rpartition(".")[0]
        if blueprint in permissions:
            app.view_functions[endpoint] = allow(permissions[blueprint])(_in_visit(view))


def _in_visit(view: Callable[..., Any]) -> Callable[..., ResponseReturnValue]:
    """A view of Flask-Admin as `allow` calls one: the visit goes to `visiting()`, the rest to the view."""

    @functools.wraps(view)
    def enter(_visit: Visit, *args: object, **kwargs: object) -> ResponseReturnValue:
        answer: ResponseReturnValue = view(*args, **kwargs)
        return answer

    return enter
