"""Chromium for tests: one browser a session, one fresh page a test, and what no page may do.

`open_page` fails the test when a page breaks its content security policy, throws, or asks for anything not local.
"""

from __future__ import annotations

import os
import pathlib
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.serving import make_server
from werkzeug.wsgi import ClosingIterator

PATIENCE_MS = 10_000
FLAGS = [
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
]


def chromium() -> str | None:
    """The Chromium of this machine: $ONEWINDOW_CHROMIUM, or the first one on the path."""
    names = [os.environ.get("ONEWINDOW_CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome"]
    return next((found for name in names if name and (found := shutil.which(name))), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium; tests skip, with a reason, where there is none (CI sets ONEWINDOW_REQUIRE_BROWSER)."""
    path = chromium()
    if path is None:
        if os.environ.get("ONEWINDOW_REQUIRE_BROWSER"):
            pytest.fail("a browser is required in this run and there is no Chromium on this machine")
        pytest.skip("no Chromium on this machine (ONEWINDOW_CHROMIUM names one)")
    with launched(path) as instance:
        yield instance


@contextmanager
def launched(path: str) -> Iterator[Browser]:
    """The Chromium at `path`, headless, until the block ends."""
    root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        instance = playwright.chromium.launch(executable_path=path, args=[*root, *FLAGS])
        yield instance
        instance.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """open_page(width, height, javascript=True, **context) -> Page; watched, and closed with the test."""
    with pages_of(browser) as open_one:
        yield open_one


@contextmanager
def pages_of(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Pages as `open_page` opens them, for longer than one test."""
    contexts, faults = [], list[str]()

    def open_one(width: int = 1280, height: int = 800, *, javascript: bool = True, **context: object) -> Page:
        fresh = browser.new_context(
            viewport={"width": width, "height": height},
            java_script_enabled=javascript,
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            **context,
        )
        fresh.set_default_timeout(PATIENCE_MS)
        contexts.append(fresh)
        page = fresh.new_page()
        page.on("pageerror", lambda error: faults.append(f"threw: {error}"))
        page.on("console", lambda said: faults.append(said.text) if "Content Security Policy" in said.text else None)
        page.on("request", lambda asked: faults.append(f"left home: {asked.url}") if not is_local(asked.url) else None)
        return page

    try:
        yield open_one
    finally:
        for context in contexts:
            context.close()
    assert not faults, "\n".join(faults)


def is_local(url: str) -> bool:
    """Whether a request stays on this machine."""
    return url.startswith(("http://127.0.0.1:", "http://localhost:", "data:", "blob:", "about:"))


def whole(app: Flask) -> WSGIApplication:
    """An application whose answers are read to their end before they are sent.

    Werkzeug's server forgets to close the file it is sending when a browser leaves the page.
    """

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
        with closing(ClosingIterator(app(environ, start_response))) as body:
            return [b"".join(body)]

    return answer


class Served:
    """A Flask application answering on a free local port, in a thread."""

    def __init__(self, app: Flask) -> None:
        """Start to answer at once."""
        self.app = app
        self.server = make_server("127.0.0.1", 0, whole(app), threaded=True)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()

    def stop(self) -> None:
        """Stop answering and free the port."""
        self.server.shutdown()
        self.thread.join(timeout=5)
        self.server.server_close()


def keep_picture(page: Page, name: str) -> None:
    """Write a picture of the whole page when ONEWINDOW_PICTURES names a folder."""
    if folder := os.environ.get("ONEWINDOW_PICTURES"):
        pathlib.Path(folder).mkdir(parents=True, exist_ok=True)
        take_picture(page, pathlib.Path(folder) / f"{name}.png")


def take_picture(page: Page, file: pathlib.Path) -> None:
    """Write a picture of the whole page.

    The window is made as tall as the page first: what sticks to its edge then stands where the page ends.
    """
    size = page.viewport_size
    assert size, "a page has a size"
    tall = max(size["height"], page.evaluate("document.documentElement.scrollHeight"))
    page.set_viewport_size({"width": size["width"], "height": tall})
    page.screenshot(path=file)
    page.set_viewport_size(size)
