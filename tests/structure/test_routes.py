"""Every route of the application says who may use it, and making the application needs nothing but settings."""

from __future__ import annotations

import pytest
from flask import Flask

from onewindow.domain.permissions import Permission
from onewindow.web.access import OPEN_ENDPOINTS, PUBLIC, SIGNED_IN, refuse_undeclared


@pytest.fixture(scope="module")
def access(app: Flask) -> dict[str, object]:
    """What each route declares, by endpoint."""
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()}
    return {endpoint: getattr(app.view_functions[endpoint], "__access__", None) for endpoint in endpoints}


def test_every_route_declares_its_access(access: dict[str, object]) -> None:
    declared = {name for name, who in access.items() if who in (PUBLIC, SIGNED_IN) or isinstance(who, Permission)}
    assert set(access) - declared <= OPEN_ENDPOINTS
    assert len(declared) > 15


def test_only_sign_in_and_the_citizens_pages_are_open_to_everybody(access: dict[str, object]) -> None:
    assert {name.split(".")[0] for name, who in access.items() if who == PUBLIC} == {"auth", "portal"}


def test_what_everybody_signed_in_may_do_is_his_own_account(access: dict[str, object]) -> None:
    assert {name.split(".")[0] for name, who in access.items() if who == SIGNED_IN} == {"auth"}


def test_an_application_with_an_undeclared_view_does_not_start() -> None:
    bare = Flask("bare")
    bare.add_url_rule("/secret", "secret", lambda: "")
    with pytest.raises(RuntimeError, match="secret"):
        refuse_undeclared(bare)
