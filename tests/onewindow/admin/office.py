"""The back office as somebody calls at it: signs in once, opens pages, sends forms with the token of the page."""

from __future__ import annotations

import dataclasses
import html
import itertools
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event
from werkzeug.test import TestResponse

from onewindow.domain import demo
from onewindow.store import audit
from onewindow.web.access import house
from tests.database import Database

TOKEN = re.compile(r'name="csrf-token" content="([^"]+)"')
_addresses = itertools.count(1)
Fields = Mapping[str, str | list[str]]


class Caller:
    """Somebody with a browser; `client` keeps the cookies."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client
        self.came_from = {"X-Forwarded-For": f"10.1.{next(_addresses) % 250}.1"}

    def get(self, path: str, **query: Any) -> TestResponse:
        """Open a page."""
        return self.client.get(path, query_string=query or None, headers=self.came_from)

    def post(self, path: str, fields: Fields | None = None, **query: Any) -> TestResponse:
        """Send a form to a page, with the token that the page carries."""
        token = TOKEN.search(self.get(path, **query).text)
        assert token, path
        return self.post_bare(path, {**(fields or {}), "csrf_token": token.group(1)}, **query)

    def post_bare(self, path: str, fields: Fields, **query: Any) -> TestResponse:
        """Send a form exactly as it is given."""
        headers = {**self.came_from, "Origin": "http://localhost"}
        return self.client.post(path, data=fields, query_string=query or None, headers=headers)

    def sign_in(self, username: str, password: str) -> TestResponse:
        """Sign in at the door."""
        return self.post("/sign-in", {"username": username, "password": password})


@dataclasses.dataclass
class Office:
    """The application on a database of its own."""

    app: Flask
    database: Database
    callers: dict[str, Caller] = dataclasses.field(default_factory=dict)

    def caller(self, username: str = "") -> Caller:
        """Somebody signed in (once for each account), or a stranger."""
        if not username:
            return Caller(self.app.test_client())
        if username not in self.callers:
            caller = Caller(self.app.test_client())
            assert caller.sign_in(username, demo.PASSWORD).status_code == 302, username
            self.callers[username] = caller
        return self.callers[username]

    def acts(self, scope: int, act: str) -> list[audit.Entry]:
        """What the audit holds of an act, as the county reads it; its chain is whole."""
        with self.database.work(scope) as uow:
            assert isinstance(audit.verify(uow.session), audit.Verified)
            return [one for one in audit._chain(uow.session, scope // 10**6) if one.act == act]

    @contextmanager
    def counting(self) -> Iterator[list[str]]:
        """Every SQL statement that the application issues meanwhile."""
        statements: list[str] = []
        with self.app.app_context():
            engine = house().engine

        def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
            statements.append(statement)

        event.listen(engine, "before_cursor_execute", note)
        try:
            yield statements
        finally:
            event.remove(engine, "before_cursor_execute", note)


def said(answer: TestResponse) -> str:
    """The words of a page without its marks."""
    bare = re.sub(r"<(script|style|svg)\b.*?</\1>", "", answer.text, flags=re.DOTALL)
    return re.sub(r"\s+", " ", html.unescape(re.sub("<[^>]+>", " ", bare))).strip()


def links(answer: TestResponse, containing: str) -> list[str]:
    """The addresses on a page that hold a piece of text, each once, in their order."""
    found = re.findall(r'href="([^"]+)"', answer.text)
    return list(dict.fromkeys(html.unescape(url) for url in found if containing in url))
