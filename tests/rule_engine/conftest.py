"""The browser twin for tests: logic.js in Node where there is one, and in Chromium."""

from __future__ import annotations

import functools
import http.server
import json
import pathlib
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.rule_engine.plainly import Exact

HERE = pathlib.Path(__file__).resolve().parent
STATIC = HERE.parent.parent / "platform/onewindow/web/static"

Twin = Callable[[list[Any]], list[Any]]
"""[[rule, facts], …] -> [outcome, …]"""


@pytest.fixture(scope="session")
def in_node() -> Twin:
    """Evaluate pairs in Node, all in one process."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("no Node on this machine; Chromium runs the same pairs")

    def run(pairs: list[Any]) -> list[Any]:
        given = json.dumps(pairs, cls=Exact)
        done = subprocess.run([node, HERE / "twin.mjs"], input=given, capture_output=True, text=True, check=True)
        return json.loads(done.stdout)

    return run


class Files(http.server.SimpleHTTPRequestHandler):
    """The static files of the site, this folder's harness, and a page with a strict content security policy."""

    def do_GET(self) -> None:
        """A page without anything, or a file."""
        if self.path != "/":
            super().do_GET()
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Security-Policy", "default-src 'none'; script-src 'self'")
        self.end_headers()
        self.wfile.write(b"<!doctype html><title>logic.js</title>")

    def translate_path(self, path: str) -> str:
        """The harness stands beside the tests."""
        return str(HERE / "twin.mjs") if path == "/twin.mjs" else super().translate_path(path)

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def page_url() -> Iterator[str]:
    """A local page that may load logic.js."""
    handler = functools.partial(Files, directory=str(STATIC))
    handler.extensions_map = Files.extensions_map | {".mjs": "text/javascript"}
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join(timeout=5)


@pytest.fixture
def in_chromium(browser: Browser, page_url: str) -> Iterator[Twin]:
    """Evaluate pairs in Chromium, all in one call, under a policy without eval."""
    context = browser.new_context()
    page: Page = context.new_page()
    page.goto(page_url)

    def run(pairs: list[Any]) -> list[Any]:
        given = json.dumps(pairs, cls=Exact)
        script = "async text => JSON.stringify((await import('/twin.mjs')).outcomes(JSON.parse(text)))"
        return json.loads(page.evaluate(script, given))

    yield run
    context.close()
