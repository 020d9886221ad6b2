"""The workbench at the size of a county: 2,000 matters, a form of 300 fields. Wall-clock of whole requests."""

from __future__ import annotations

import copy
import dataclasses
import gzip
import pathlib
import re
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from flask.testing import FlaskClient

from onewindow.domain import demo
from onewindow.domain.case_format import Pack
from onewindow.domain.matter import MatterDocument
from onewindow.services.packs import Importer, standard_pack
from onewindow.store import bootstrap
from onewindow.store.postgres import Postgres
from onewindow.store.session import UnitOfWork, connect
from onewindow.web.access import CHINA
from tenants.scope import Scope
from tests.bench.window import client_of

MATTERS, FIELDS = 2_000, 300
ROUNDS = 100
"""With fewer, the 95th percentile is the one round in which garbage is collected."""
WORDS = ("养犬", "户外广告", "食品经营", "道路占用", "残疾人证", "老年人优待", "宅基地", "招牌设置", "排水", "燃气")
Json = Any


def figures() -> Iterator[dict[str, Any]]:
    """The catalogue searched, a large draft opened, saved and looked at; the size of its page."""
    with tempfile.TemporaryDirectory() as folder, Postgres(pathlib.Path(folder) / "pg", durable=False) as server:
        client = client_of(server, pathlib.Path(folder), "boluo.admin")
        _fill(server)
        yield {"name": "workbench.catalogue", "value": _p95(_searches(client)), "unit": "ms", "goal": 100}
        for name, path in (("things", "/workbench/uses"), ("where_used", "/workbench/uses/element/applicant.name")):
            assert client.get(path).status_code == 200
            yield {"name": f"workbench.{name}", "value": _p95(lambda: client.get(path)), "unit": "ms", "goal": 100}  # noqa: B023
        draft = client.post("/workbench/", data={"source": "wide", "change": "1"}).location.rstrip("/")
        page = client.get(f"{draft}/form")
        assert page.text.count("wide.f") >= FIELDS - 25, "the form of the draft is there"
        yield {"name": "workbench.open_300_fields", "value": _p95(lambda: client.get(f"{draft}/form")), "unit": "ms"}
        sent = round(len(gzip.compress(page.data)) / 1024, 1)
        yield {"name": "workbench.page_300_fields", "value": sent, "unit": "KiB", "goal": 250}
        yield {
            "name": f"workbench.save_{FIELDS}_fields",
            "value": _p95(_saves(client, draft)),
            "unit": "ms",
            "goal": 300,
        }
        for sight, name in (("citizen", "preview"), ("paper", "preview_paper")):
            look = f"{draft}/preview/{sight}"
            assert client.get(look).status_code == 200
            yield {
                "name": f"workbench.{name}_{FIELDS}_fields",
                "value": _p95(lambda: client.get(look)),  # noqa: B023
                "unit": "ms",
                "goal": 150,
            }


def _searches(client: FlaskClient) -> Callable[[], object]:
    asked = iter(["", *("gjlx", "养犬", "hwgg", "没有的", "spjy", "备案 7") * 20])
    return lambda: client.get("/workbench/", query_string={"q": next(asked)})


def _saves(client: FlaskClient, draft: str) -> Callable[[], object]:
    """Typing one word and pausing, as the script posts it."""
    number = [int(re.search(r'name="revision" value="(\d+)"', client.get(f"{draft}/basics").text).group(1))]  # type: ignore[union-attr]

    def save() -> None:
        data = {"revision": number[0], "shown": ["daily_name"], "daily_name": f"第{number[0]}次"}
        answer = client.post(f"{draft}/basics", data=data, headers={"Accept": "application/json"})
        assert answer.status_code == 200, answer.status
        number[0] = answer.get_json()["revision"]

    return save


def _fill(server: Postgres) -> None:
    engine = connect(server.dsn(bootstrap.APP, "onewindow"), pool_size=1)
    with UnitOfWork(engine, Scope.of(demo.COUNTY)) as uow:
        Importer(uow, datetime.now(CHINA)).cases(_county(standard_pack()))
    engine.dispose()


def _county(pack: Pack) -> Pack:
    """The standard matters of the county again and again under other names, and one of 300 fields."""
    models = [dict(each.to_json()) for each in pack.matters.values()]
    extra = [{"key": f"wide.f{number}", "label": f"字段{number}", "kind": "text"} for number in range(FIELDS)]
    many = {}
    for number in range(MATTERS):
        name = f"{WORDS[number % len(WORDS)]}备案 {number}"
        many[f"m{number}"] = _renamed(models[number % len(models)], f"m{number}", name)
    wide = _renamed(models[0], "wide", "很长的表")
    asked = sum(len(section["fields"]) for section in wide["form"]["sections"])
    fields = [{"id": each["key"], "element": each["key"], "required": True} for each in extra[: FIELDS - asked]]
    wide["form"]["sections"][-1]["fields"] += fields
    documents = {key: MatterDocument.stored(body) for key, body in {**many, "wide": wide}.items()}
    elements = {**pack.elements, "elements": [*pack.elements["elements"], *extra]}
    return dataclasses.replace(pack, matters=documents, themes={}, elements=elements)


def _renamed(model: Json, key: str, name: str) -> Json:
    body = copy.deepcopy(model)
    body |= {"key": key, "name": name, "codes": {}}
    body["form"] |= {"key": key, "title": name}
    return body


def _p95(run: Callable[[], object]) -> float:
    """The 95th percentile of some rounds, in milliseconds, the first three left out."""
    spent = []
    for _ in range(ROUNDS + 3):
        began = time.perf_counter()
        run()
        spent.append((time.perf_counter() - began) * 1_000)
    return round(statistics.quantiles(spent[3:], n=20)[-1], 2)
