"""python3 go.py screenshots: pictures of every page, from the real application with the demonstration county.

Each page at desk, phone and kiosk width, and the papers it prints, in build/screenshots with an index.html.
"""

from __future__ import annotations

import html
import logging
import pathlib
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page

from onewindow import logs
from onewindow.cli import demo_county
from onewindow.cli.supervise import Program, Supervisor
from onewindow.jobs.valkey import Valkey
from onewindow.store import bootstrap, schema
from onewindow.store.postgres import Postgres
from tests.browser import chromium, launched, take_picture
from tests.database import TEMPLATE, fresh_database
from tests.flows.applications import FROM_ZERO, SHOP, file
from tests.flows.pages import Place, back_office, places
from tests.flows.reading import pictures
from tests.flows.town_hall import TownHall, open_town_hall

OUT = pathlib.Path(__file__).resolve().parent.parent / "build" / "screenshots"
SIZES = {"desk": (1440, 900), "phone": (390, 844), "kiosk": (1080, 1920)}
PAPER_DPI = 110
STYLE = "body{font:16px sans-serif;margin:2rem}figure{display:inline-block;margin:0 1rem 1rem 0;vertical-align:top}"


def main() -> None:
    """Make the gallery anew."""
    path = chromium()
    if path is None:
        sys.exit("There is no Chromium on this machine; ONEWINDOW_CHROMIUM may name one.")
    logs.configure("warning")
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True)
    with town_hall() as hall, launched(path) as browser:
        everything = {**places(hall), **back_office()}
        for name, place in everything.items():
            shoot(browser, hall, name, place)
        papers = print_papers(hall)
    write_index(list(everything), papers)
    sys.stdout.write(f"{len(everything)} pages at {len(SIZES)} widths, {len(papers)} papers: {OUT / 'index.html'}\n")


@contextmanager
def town_hall() -> Iterator[TownHall]:
    """A county that lives as long as the pictures take."""
    with tempfile.TemporaryDirectory() as folder, Supervisor(print) as supervisor:
        root = pathlib.Path(folder)
        valkey = Valkey.in_folder(root / "valkey")
        supervisor.start([Program("valkey", valkey.argv, root / "valkey.log", ready=valkey.ready)])
        with Postgres(root / "postgres", durable=False) as server:
            bootstrap.bootstrap(server.dsn(), TEMPLATE)
            schema.upgrade(server.dsn(bootstrap.OWNER, TEMPLATE))
            with fresh_database(server) as database:
                demo_county.load(database.dsn(bootstrap.APP), database.dsn(bootstrap.PLATFORM))
                with open_town_hall(database, valkey.url, root) as hall:
                    yield hall


def shoot(browser: Browser, hall: TownHall, name: str, place: Place) -> None:
    """One page at every width; each time opened anew, as pages with a decision can be used once."""
    for size, (width, height) in SIZES.items():
        context = browser.new_context(
            viewport={"width": width, "height": height}, locale="zh-CN", timezone_id="Asia/Shanghai"
        )
        page: Page = context.new_page()
        place.open(page, hall)
        take_picture(page, OUT / f"{name}-{size}.png")
        context.close()


def print_papers(hall: TownHall) -> list[str]:
    """The papers of two applications as pictures; their file names."""
    clerk = hall.visitor("luoyang.window")
    found = []
    for who, application in (("shop", SHOP), ("from-zero", FROM_ZERO)):
        for number, address in enumerate(file(clerk, application).links("/desk/papers/"), start=1):
            folder = OUT / f"paper-{who}-{number}"
            folder.mkdir()
            found += [f"{folder.name}/{sheet.name}" for sheet in pictures(clerk.get(address).body, folder, PAPER_DPI)]
    return found


def write_index(names: list[str], papers: list[str]) -> None:
    """The page that shows all pictures."""
    shown = "".join(
        f"<h2>{html.escape(name)}</h2>"
        + "".join(figure(f"{name}-{size}.png", size, SIZES[size][0] // 4) for size in SIZES)
        for name in names
    )
    shown += "<h2>papers</h2>" + "".join(figure(paper, paper.partition("/")[0], 400) for paper in papers)
    head = f'<!doctype html><html lang="en"><meta charset="utf-8"><title>OneWindow</title><style>{STYLE}</style>'
    (OUT / "index.html").write_text(f"{head}<h1>Every page of OneWindow</h1>{shown}</html>", encoding="utf-8")


def figure(file_name: str, caption: str, width: int) -> str:
    """One picture that leads to itself at full size."""
    link = html.escape(file_name)
    picture = f'<a href="{link}"><img src="{link}" width="{width}" alt="{html.escape(caption)}"></a>'
    return f"<figure>{picture}<figcaption>{html.escape(caption)}</figcaption></figure>"


if __name__ == "__main__":
    main()
