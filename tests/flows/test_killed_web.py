"""The web process dies between submit and answer, or the clerk presses twice: one application, whatever happens."""

from __future__ import annotations

import dataclasses
import http.client
import os
import pathlib
import signal
import socket
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from urllib.parse import urlencode

import pytest

from onewindow.domain import demo
from onewindow.jobs.valkey import Valkey
from onewindow.settings import Settings
from onewindow.store.postgres import SUPERUSER
from tests.database import Database
from tests.flows.applications import SHOP, begin
from tests.flows.town_hall import look, settings_of
from tests.flows.visitor import Answer, Visitor
from tests.onewindow.runtime.processes import ONEWINDOW, alive, children, eventually, running

BLOCKED = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"


@pytest.fixture(scope="module")
def settings(own_county: Database, broker: Valkey, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """An installation of one gunicorn process with four threads, on a port of its own."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        bind = f"127.0.0.1:{free.getsockname()[1]}"
    made = settings_of(own_county, broker.url, tmp_path_factory.mktemp("site"))
    return dataclasses.replace(made, bind=bind, base_url=f"http://{bind}")


@contextmanager
def served(settings: Settings) -> Iterator[int]:
    """`onewindow serve`, ready; gives the id of its process, and kills it at the end."""
    with running(settings, [ONEWINDOW, "serve"], settings.data_dir / "log") as process:
        eventually(lambda: answers(settings), 60)
        yield process.pid


def answers(settings: Settings) -> bool:
    """Whether the site is ready."""
    try:
        with urllib.request.urlopen(f"{settings.base_url}/readyz", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


@pytest.fixture(scope="module")
def clerk(settings: Settings) -> Visitor:
    """Somebody who signed in while the site stood."""
    with served(settings):
        visitor = Visitor(settings.base_url)
        assert visitor.sign_in("luoyang.window", demo.PASSWORD).status == 302
        visitor.get("/desk/")
        return visitor


def sent(clerk: Visitor, form: str) -> closing[http.client.HTTPConnection]:
    """The form on its way; the answer is not waited for."""
    fields = [("csrf_token", clerk.token), ("action", "submit")]
    for name, value in SHOP.posted().items():
        fields += [(name, one) for one in ([value] if isinstance(value, str) else value)]
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    return closing(clerk.request("POST", form, urlencode(fields).encode(), headers))


def stored(database: Database, form: str) -> tuple[int, int, int]:
    """How many applications, cases and messages-to-be came of a draft."""
    key = form.rpartition("/")[2]
    ((applications, cases),) = look(
        database,
        "SELECT count(DISTINCT a.id), count(c.id) FROM application a LEFT JOIN case_ c ON c.application_id = a.id"
        " WHERE idempotency_key = %s",
        key,
    )
    ((effects,),) = look(
        database,
        "SELECT count(*) FROM outbox o JOIN case_ c ON c.id::text = o.payload->>'case'"
        " JOIN application a ON a.id = c.application_id WHERE a.idempotency_key = %s",
        key,
    )
    return applications, cases, effects


def kill(process: int) -> None:
    """Kill a program and all it started, as a machine dies."""
    everybody = [process, *children(process)]
    os.killpg(process, signal.SIGKILL)
    eventually(lambda: not any(alive(pid) for pid in everybody))


def submit_again(settings: Settings, clerk: Visitor, form: str) -> Answer:
    """What the clerk does when the site stands again: the same form once more."""
    with served(settings):
        answer = clerk.post(form, {**SHOP.posted(), "action": "submit"})
        assert answer.status == 303, answer.problems
        return clerk.follow(answer)


def test_killed_before_the_commit_nothing_is_there_and_nothing_is_lost(
    settings: Settings, own_county: Database, clerk: Visitor
) -> None:
    with served(settings) as site, own_county.raw(SUPERUSER) as blocker:
        form = begin(clerk, SHOP)
        blocker.execute("SELECT * FROM audit_head FOR UPDATE")  # the last thing that a filing transaction needs
        with sent(clerk, form) as connection:
            eventually(lambda: look(own_county, BLOCKED) == [(1,)])
            kill(site)
            with pytest.raises(ConnectionError):
                connection.getresponse()
        blocker.rollback()
    eventually(lambda: look(own_county, BLOCKED) == [(0,)])
    assert stored(own_county, form) == (0, 0, 0)
    page = submit_again(settings, clerk, form)
    assert stored(own_county, form) == (1, 2, 2)
    assert len(page.codes) == 4


def test_killed_after_the_commit_the_second_press_shows_what_the_first_one_did(
    settings: Settings, own_county: Database, clerk: Visitor
) -> None:
    with served(settings) as site:
        form = begin(clerk, SHOP)
        with sent(clerk, form):
            eventually(lambda: stored(own_county, form)[0] == 1)
            kill(site)
    assert stored(own_county, form) == (1, 2, 2)
    page = submit_again(settings, clerk, form)
    assert stored(own_county, form) == (1, 2, 2)
    ((first,),) = look(own_county, "SELECT number FROM case_ ORDER BY accepted_at DESC, number LIMIT 1")
    assert first in page.codes


def test_many_presses_at_once_make_one_application(settings: Settings, own_county: Database, clerk: Visitor) -> None:
    found: list[Answer] = []

    def press(form: str) -> None:
        double = Visitor(settings.base_url, cookies=clerk.cookies)
        double.token = clerk.token
        found.append(double.post(form, {**SHOP.posted(), "action": "submit"}))

    with served(settings):
        form = begin(clerk, SHOP)
        threads = [threading.Thread(target=press, args=[form]) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert [one.status for one in found] == [303] * 4
    assert len({one.location for one in found}) == 1
    assert stored(own_county, form) == (1, 2, 2)


def test_the_log_of_all_that_holds_no_traceback_and_nothing_personal(settings: Settings, clerk: Visitor) -> None:
    assert clerk.cookies
    log = pathlib.Path(settings.data_dir / "log").read_text(encoding="utf-8")
    assert "Traceback" not in log
    assert str(SHOP.answers["org.legal_person_id_number"]) not in log
    assert demo.PASSWORD not in log
