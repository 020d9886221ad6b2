"""Somebody at a browser that nobody looks at: keeps cookies, sends the page's own token with every post."""

from __future__ import annotations

import dataclasses
import html
import http.client
import itertools
import json
import re
from collections.abc import Iterable, Mapping
from urllib.parse import urlencode, urlsplit

from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.http import parse_cookie
from werkzeug.test import encode_multipart

_addresses = itertools.count(1)
TOKEN = re.compile(r'name="csrf-token" content="([^"]+)"')
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')
Fields = Mapping[str, str | list[str] | FileStorage]


@dataclasses.dataclass(frozen=True)
class Answer:
    """One answer as it came over the wire."""

    path: str
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()

    @property
    def location(self) -> str:
        """Where the answer sends the visitor: a path of this site, or a whole address of another."""
        return self.headers.get("Location", "")

    @property
    def hidden(self) -> dict[str, str]:
        """The hidden fields of the page."""
        return {name: html.unescape(value) for name, value in HIDDEN.findall(self.text)}

    @property
    def problems(self) -> dict[str, str]:
        """The summary of problems: what each line links to, and what it says."""
        lines = re.findall(r'<li><a href="#([^"]*)">(.*?)</li>', self.text, re.DOTALL)
        return {html.unescape(place): html.unescape(re.sub("<[^>]+>", "", said)).strip() for place, said in lines}

    @property
    def codes(self) -> list[str]:
        """Numbers and query codes as the page shows them, in turn."""
        return re.findall(r'<span class="ow-code">([^<]+)</span>', self.text)

    def links(self, beginning: str) -> list[str]:
        """The addresses on the page that begin so, each once, in their order."""
        found = re.findall(r'href="([^"]+)"', self.text)
        return list(dict.fromkeys(html.unescape(url) for url in found if url.startswith(beginning)))


class Visitor:
    """A visitor of the site at `url`, at an address of his own: rate limits count him alone."""

    def __init__(self, url: str, *, cookies: Mapping[str, str] | None = None) -> None:
        self.host = urlsplit(url).netloc
        self.cookies = dict(cookies or {})
        number = next(_addresses)
        self.address = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
        self.token = ""

    def get(self, path: str, **headers: str) -> Answer:
        """Open a page."""
        return self._send("GET", path, None, headers)

    def post(self, path: str, fields: Fields | Iterable[tuple[str, str]] = (), **headers: str) -> Answer:
        """Send a form with the token of the page seen last."""
        pairs = MultiDict(dict(fields) if isinstance(fields, Mapping) else list(fields))
        if self.token:
            pairs["csrf_token"] = self.token
        return self.post_bare(path, pairs, **headers)

    def post_bare(self, path: str, fields: MultiDict[str, object], **headers: str) -> Answer:
        """Send a form exactly as it is given; with files it becomes a multipart one."""
        if any(isinstance(value, FileStorage) for value in fields.values()):
            boundary, body = encode_multipart(fields)
            return self._send(
                "POST", path, body, {"Content_Type": f"multipart/form-data; boundary={boundary}", **headers}
            )
        body = urlencode(list(fields.items(multi=True))).encode()
        return self._send("POST", path, body, {"Content_Type": "application/x-www-form-urlencoded", **headers})

    def follow(self, answer: Answer) -> Answer:
        """Open the page an answer leads to."""
        assert 300 <= answer.status < 400, (answer.status, said(answer)[:500])
        return self.get(answer.location)

    def sign_in(self, username: str, password: str, **more: str) -> Answer:
        """Sign in through the sign-in page."""
        self.get("/sign-in")
        return self.post("/sign-in", {"username": username, "password": password, **more})

    def sign_in_on(self, page: Answer, username: str, password: str) -> Answer:
        """Sign in on a page that asks for it, sending back what it carries."""
        carried = {name: value for name, value in page.hidden.items() if name != "csrf_token"}
        return self.post("/sign-in", {**carried, "username": username, "password": password})

    def request(
        self, method: str, path: str, body: bytes | None, headers: Mapping[str, str]
    ) -> http.client.HTTPConnection:
        """Send a request and return the connection with the answer still to be read."""
        connection = http.client.HTTPConnection(self.host, timeout=60)
        origin = {"Origin": f"http://{self.host}"} if method == "POST" else {}
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        own = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body, {"X-Forwarded-For": self.address, "Cookie": cookie, **origin, **own})
        return connection

    def _send(self, method: str, path: str, body: bytes | None, headers: Mapping[str, str]) -> Answer:
        connection = self.request(method, path, body, headers)
        try:
            came = connection.getresponse()
            answer = Answer(path, came.status, dict(came.headers.items()), came.read())
        finally:
            connection.close()
        for line in came.headers.get_all("Set-Cookie") or ():
            self.cookies.update(parse_cookie(line.partition(";")[0]))
        if came.headers.get_content_type() == "text/html" and (token := TOKEN.search(answer.text)):
            self.token = token.group(1)
        return answer


def said(answer: Answer) -> str:
    """The words of a page without its marks, for messages of failed tests and for looking what stands there."""
    bare = re.sub(r"<(script|style|svg|select)\b.*?</\1>", "", answer.text, flags=re.DOTALL)
    return re.sub(r"\s+", " ", html.unescape(re.sub("<[^>]+>", " ", bare))).strip()


def island(answer: Answer, identity: str) -> object:
    """The JSON that a page hands its script."""
    found = re.search(rf'<script type="application/json" id="{identity}">(.*?)</script>', answer.text, re.DOTALL)
    assert found, identity
    return json.loads(found.group(1))
