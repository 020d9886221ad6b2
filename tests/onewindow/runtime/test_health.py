"""Alive, ready, figures, and a log line a request that knows nothing about the person."""

from __future__ import annotations

import io
import json
import pathlib

import pytest
import structlog
from flask import Flask
from flask.testing import FlaskClient

from onewindow.settings import Settings
from onewindow.web import health

ID_NUMBER = "441322199003071234"
MOBILE = "13912345678"
TOKEN = "t" * 32


def settings(tmp_path: pathlib.Path, **more: str) -> Settings:
    """Settings whose broker does not exist."""
    variables = {
        "DATABASE_URL": "postgresql://app@/none",
        "PLATFORM_DATABASE_URL": "postgresql://platform@/none",
        "BROKER_URL": f"redis+socket://{tmp_path}/no.sock",
        "SECRET_KEY": "k" * 32,
        "DATA_DIR": str(tmp_path),
        "BASE_URL": "http://127.0.0.1:8000",
        **more,
    }
    return Settings.from_environment({f"ONEWINDOW_{name}": value for name, value in variables.items()})


def out_of_reach() -> str:
    """What asking a database that is gone does."""
    raise ConnectionError("no database")


def client(tmp_path: pathlib.Path, *, revision: object = "v2", **more: str) -> FlaskClient:
    """A watched application with one page that works and one that fails."""
    app = Flask(__name__)
    ask = (lambda: revision) if revision else out_of_reach
    database = health.Database(revision=ask, head=lambda: "v2", backlog=lambda: (7, 12.5))  # type: ignore[arg-type,return-value]
    health.install(app, settings(tmp_path, **more), database)

    @app.route("/people/<number>", methods=["GET", "POST"])
    def person(number: str) -> str:
        structlog.get_logger("onewindow.web").warning("looked up", number=number)
        return "found"

    @app.get("/broken/<number>")
    def broken(number: str) -> str:
        raise ValueError(f"no person {number}")

    return app.test_client()


def test_alive_needs_nothing(tmp_path: pathlib.Path) -> None:
    answer = client(tmp_path, revision=None).get("/healthz")
    assert (answer.status_code, answer.text) == (200, "ok\n")


@pytest.mark.parametrize(
    ("revision", "status", "state"),
    [("v2", 200, "ok"), ("v1", 503, "at revision v1"), (None, 503, "unreachable")],
)
def test_ready_means_a_database_of_the_right_revision(
    tmp_path: pathlib.Path, revision: str | None, status: int, state: str
) -> None:
    answer = client(tmp_path, revision=revision).get("/readyz")
    assert answer.status_code == status
    assert answer.json["database"].startswith(state)
    assert answer.json["broker"] == "unreachable"


def test_figures_count_requests_by_route_and_show_the_outbox(tmp_path: pathlib.Path) -> None:
    page = client(tmp_path)
    page.get(f"/people/{ID_NUMBER}")
    page.get("/people/2")
    page.get("/nowhere")
    page.get("/broken/1")
    page.get("/healthz")
    text = page.get("/metrics").text
    assert 'onewindow_request_seconds_count{endpoint="person",method="GET",status="200"} 2.0' in text
    assert 'onewindow_request_seconds_count{endpoint="none",method="GET",status="404"} 1.0' in text
    assert 'onewindow_request_seconds_count{endpoint="broken",method="GET",status="500"} 1.0' in text
    assert "onewindow_outbox_waiting 7.0" in text
    assert "onewindow_outbox_oldest_seconds 12.5" in text
    assert "health." not in text
    assert ID_NUMBER not in text


def test_figures_are_for_this_machine_or_for_the_token(tmp_path: pathlib.Path) -> None:
    open_page, guarded = client(tmp_path), client(tmp_path, METRICS_TOKEN=TOKEN)
    assert open_page.get("/metrics").status_code == 200
    assert open_page.get("/metrics", environ_base={"REMOTE_ADDR": "10.0.0.9"}).status_code == 404
    assert open_page.get("/metrics", headers={"X-Forwarded-For": "10.0.0.9"}).status_code == 404
    assert guarded.get("/metrics").status_code == 404
    assert guarded.get("/metrics", headers={"Authorization": "Bearer 错"}).status_code == 404
    assert guarded.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"}).status_code == 200


def test_a_request_leaves_one_line_with_its_route(tmp_path: pathlib.Path, log: io.StringIO) -> None:
    client(tmp_path).get(f"/people/{ID_NUMBER}")
    looked_up, request = (json.loads(line) for line in log.getvalue().splitlines())
    assert request["event"] == "request"
    assert (request["route"], request["method"], request["status"]) == ("/people/<number>", "GET", 200)
    assert isinstance(request["milliseconds"], float)
    assert looked_up["request"] == request["request"]


def test_no_personal_number_gets_into_the_logs(tmp_path: pathlib.Path, log: io.StringIO) -> None:
    page = client(tmp_path)
    form = {"id_number": ID_NUMBER, "phone": MOBILE, "name": "张三丰"}
    page.post(f"/people/{ID_NUMBER}", query_string=form, data=form)
    page.get(f"/broken/{ID_NUMBER}", query_string=form, headers={"Referer": f"http://x/?p={MOBILE}"})
    page.get(f"/nowhere/{MOBILE}", query_string=form)
    page.post("/broken/1", data=form)
    assert len(log.getvalue().splitlines()) >= 5
    for secret in (ID_NUMBER, MOBILE, "张三丰"):
        assert secret not in log.getvalue()
