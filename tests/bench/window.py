"""The clerk's path, measured in the real application on a real database: CPU of the web process, not waiting."""

from __future__ import annotations

import dataclasses
import pathlib
import re
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from flask.testing import FlaskClient

from onewindow import logs
from onewindow.app import create_app
from onewindow.cli import demo_county
from onewindow.domain import demo
from onewindow.domain.case_format import Pack, read_folder
from onewindow.domain.matter import MatterDocument
from onewindow.domain.problems import Problems
from onewindow.domain.theme import ThemeDocument
from onewindow.services.packs import Importer, standard_pack
from onewindow.settings import Settings
from onewindow.store import bootstrap, schema
from onewindow.store.postgres import Postgres
from onewindow.store.session import UnitOfWork, connect
from onewindow.web.access import CHINA
from tenants.scope import Scope
from tests.bench import forms
from tests.onewindow.domain import invented

ROUNDS = 25
FIELDS = 120
GUIDE = {
    "org.has_licence": "0",
    "guide.has_sign": "1",
    "premises.is_public_gathering": "1",
    "guide.drain_to_network": "1",
    "action": "start",
}
WITH_LICENCE = GUIDE | {"org.has_licence": "1", "premises.is_public_gathering": "0", "guide.drain_to_network": "0"}
ANSWERS = {
    "org.name": "老㛃记餐饮店",
    "org.uscc": "92441322MA4WXCKM2N",
    "org.type": "individual_business",
    "org.legal_person_name": "李䶮",
    "org.legal_person_id_number": "441322198503071235",
    "org.phone": "13800138000",
    "premises.division": "441322001001",
    "premises.address": "罗阳街道博惠路18号",
    "premises.area_m2": "86.5",
    "food.main_business": "catering",
    "food.items": "hot_dish",
    "food.online_sale": "0",
    "food.vending_machine": "0",
    "premises.seat_count": "40",
    "food.safety_manager_name": "王强",
    "food.employee_count": "6",
    "ad.kind": "sign",
    "ad.location": "店门上方",
    "ad.width_m": "4",
    "ad.height_m": "1.5",
    "ad.content": "老㛃记",
    "ad.electronic": "0",
    "entrust.is_entrusted": "0",
    "delivery.method": "window",
    "commit.truthful": "1",
    "action": "submit",
}
MATERIALS = (
    "food_application_form",
    "business_licence",
    "layout_plan",
    "food_safety_rules",
    "sign_form",
    "ad_effect_drawing",
)


def figures() -> Iterator[dict[str, Any]]:
    """CPU of the form page of the whole restaurant theme, of accepting two matters, of the receipt, of 120 fields.

    Size of the page.
    """
    with tempfile.TemporaryDirectory() as folder, Postgres(pathlib.Path(folder) / "pg", durable=False) as server:
        client = client_of(server, pathlib.Path(folder), "luoyang.window")
        form = _begin(client, GUIDE)
        page = client.get(form)
        assert page.status_code == 200, "the form of all five matters is there"
        yield {"name": "window.form_page", "value": _cpu(lambda: client.get(form)), "unit": "CPU-ms", "goal": 15}
        yield {"name": "window.form_page_size", "value": len(page.data), "unit": "bytes", "goal": 60_000}
        forms = iter([_begin(client, WITH_LICENCE) for _ in range(ROUNDS + 1)])
        yield {
            "name": "window.accept",
            "value": _cpu(lambda: _accept(client, next(forms))),
            "unit": "CPU-ms",
            "goal": 60,
        }
        receipt = _receipt(client)
        yield {"name": "window.receipt", "value": _cpu(lambda: client.get(receipt)), "unit": "CPU-ms", "goal": 30}
        wide = _begin_wide(client, server)
        assert client.get(wide).text.count(' id="f-') == FIELDS, "the form of 120 fields is there"
        yield {"name": f"window.form_{FIELDS}", "value": _cpu(lambda: client.get(wide)), "unit": "CPU-ms", "goal": 25}


def client_of(server: Postgres, folder: pathlib.Path, username: str) -> FlaskClient:
    """Somebody of the demonstration county, signed in to the whole application."""
    bootstrap.bootstrap(server.dsn(), "onewindow")
    schema.upgrade(server.dsn(bootstrap.OWNER, "onewindow"))
    app_dsn, platform_dsn = server.dsn(bootstrap.APP, "onewindow"), server.dsn(bootstrap.PLATFORM, "onewindow")
    demo_county.load(app_dsn, platform_dsn)
    settings = Settings(
        database_url=app_dsn,
        platform_database_url=platform_dsn,
        broker_url="amqp://127.0.0.1/",
        secret_key="for measuring only, nothing is kept",
        data_dir=folder,
        base_url="http://127.0.0.1",
        demo=True,
    )
    logs.configure("error")
    app = create_app(settings)
    app.config["WTF_CSRF_ENABLED"] = False
    app.config["RATELIMIT_ENABLED"] = False
    client = app.test_client()
    client.post("/sign-in", data={"username": username, "password": demo.PASSWORD})
    return client


def _begin_wide(client: FlaskClient, server: Postgres) -> str:
    """A draft of an invented theme: two matters that ask 120 fields together, half of them both."""
    engine = connect(server.dsn(bootstrap.APP, "onewindow"), pool_size=1)
    with UnitOfWork(engine, Scope.of(demo.COUNTY)) as uow:
        Importer(uow, datetime.now(CHINA)).cases(_wide_pack(standard_pack()))
    engine.dispose()
    answer = client.post("/desk/themes/wide")
    assert answer.status_code == 302, answer.status
    return str(answer.location)


def _wide_pack(standard: Pack) -> Pack:
    """The standard elements, the invented ones of the tests, and as many more as make 120 fields of two matters."""
    pack = read_folder(invented.raw())
    assert not isinstance(pack, Problems)
    model = pack.matters["bee_keeping"].to_json()
    own = list(pack.elements["elements"])
    asked = sum(len(section["fields"]) for section in model["form"]["sections"])
    keys = [element["key"] for element in forms.elements(FIELDS - asked)]
    half = len(keys) // 2
    matters = {
        "wide_a": _widened(model, "wide_a", keys[: half + half // 2]),
        "wide_b": _widened(model, "wide_b", keys[half:]),
    }
    theme = {**pack.themes["start_bees"].to_json(), "key": "wide", "guide": [], "settlements": {}, "expected": {}}
    theme |= {"members": [{"matter": key, "phase": 1} for key in matters], "scenarios": []}
    elements = {**standard.elements, "elements": [*standard.elements["elements"], *own, *forms.elements(FIELDS)]}
    return dataclasses.replace(pack, matters=matters, themes={"wide": ThemeDocument.stored(theme)}, elements=elements)


def _widened(model: Any, key: str, more: list[str]) -> MatterDocument:
    first, *others = model["form"]["sections"]
    added = [{"id": name, "element": name, "required": at % 2 == 0} for at, name in enumerate(more)]
    form = {**model["form"], "key": key, "sections": [{**first, "fields": [*first["fields"], *added]}, *others]}
    return MatterDocument.stored({**model, "key": key, "form": form})


def _begin(client: FlaskClient, guide: dict[str, str]) -> str:
    answer = client.post("/desk/themes/open_restaurant", data=guide)
    assert answer.status_code == 302, answer.status
    return str(answer.location)


def _accept(client: FlaskClient, form: str) -> None:
    handed = {f"material-{key}-received": "1" for key in MATERIALS}
    answer = client.post(form, data=ANSWERS | handed)
    assert answer.status_code == 303, f"{answer.status}: {re.findall('<li><a href[^/]*/a>[^<]*', answer.text)}"


def _receipt(client: FlaskClient) -> str:
    form = _begin(client, WITH_LICENCE)
    handed = {f"material-{key}-received": "1" for key in MATERIALS}
    page = client.get(str(client.post(form, data=ANSWERS | handed).location))
    return str(re.search(r"/desk/papers/[^\"]+", page.text)[0])  # type: ignore[index]


def _cpu(work: Callable[[], object]) -> float:
    """The median CPU time of this process for one round, in milliseconds, after one to warm up."""
    work()
    spent = []
    for _ in range(ROUNDS):
        began = time.process_time()
        work()
        spent.append((time.process_time() - began) * 1000)
    return round(statistics.median(spent), 1)
