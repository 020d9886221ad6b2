"""printing: a one-page notice, a two-page form, a batch, the first document of a process, and memory after many.

CPU time in a warm process, every document with other values, fonts embedded. Peers set the same page with the same
texts, table, code and seal, in the same run, where they can be imported.
"""

from __future__ import annotations

import importlib
import importlib.util
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw

from printing import (
    FontSet,
    Json,
    Template,
    compile_template,
    form_template,
    render,
    render_batch,
    sample_values,
    system_template,
)
from printing.values import look_up

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = int(os.environ.get("BENCH_PAPER_DOCUMENTS", "500"))
"""How many documents the memory figure prints; the goal holds for 10,000."""
ROUNDS, PEER_ROUNDS = 40, 7
PEERS = ("typst", "platypus", "weasyprint")
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰建国文辉红梅志海春燕鹏宇浩凯晨旭佳琪雨欣梓涵"


def condition(rule: Json, values: Mapping[str, object]) -> bool:
    """`var` is all that the system templates need here."""
    name = rule.get("var") if isinstance(rule, dict) else None
    return isinstance(name, str) and bool(look_up(values, tuple(name.split("."))))


def notice_values(number: int) -> dict[str, Any]:
    """Values that differ from document to document."""
    values: dict[str, Any] = sample_values()
    person = SURNAMES[number % len(SURNAMES)] + GIVEN[number % 47] + GIVEN[number * 7 % 47]
    values["marks"] = {"demo": False}
    values["applicant"] = {**values["applicant"], "name": f"博罗县{GIVEN[number * 3 % 47]}{person}餐饮管理有限公司"}
    values["clerk"] = {**values["clerk"], "name": person}
    values["document"] = {**values["document"], "number": f"博政数受〔2026〕{number}号"}
    values["verify"] = {"url": f"http://10.12.0.8/v/{number:08}?d=AcXk39", "code": f"{number:08}"}
    return values


def seal() -> bytes:
    """A red ring, 500 pixels wide, transparent."""
    image = Image.new("RGBA", (500, 500), (215, 0, 15, 0))
    ImageDraw.Draw(image).ellipse((8, 8, 492, 492), outline=(215, 0, 15, 220), width=16)
    file = BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def form() -> tuple[Template, dict[str, Any]]:
    """A form of 71 fields on two pages, and its answers."""
    kinds = ["text", "text", "date", "choice", "phone", "integer", "id_number", "boolean"]
    options: list[Json] = [{"label": label} for label in ("自有", "租赁", "无偿使用")]
    fields: list[Json] = [
        {"id": f"f{at}", "label": f"登记项目{at}", "kind": kinds[at % 8], "options": options if at % 8 == 3 else []}
        for at in range(71)
    ]
    sections: list[dict[str, Json]] = [
        {"label": f"第{at + 1}部分", "fields": fields[at * 12 : at * 12 + 12]} for at in range(6)
    ]
    source = form_template("开办餐饮店“一件事”申请表", sections)
    shown = {"date": "2026-11-21", "choice": "租赁", "phone": "13807301234", "integer": 12, "boolean": True}
    answers = {f"f{at}": shown.get(kinds[at % 8], "博罗县罗阳街道桥西一路3号") for at in range(71)}
    return compile_template(source), answers


def cpu(work: Callable[[int], object], rounds: int) -> float:
    """Median CPU milliseconds of one call, after two calls to warm up."""
    found = []
    for number in range(rounds + 2):
        start = time.process_time()
        work(number)
        found.append((time.process_time() - start) * 1000)
    return round(statistics.median(found[2:]), 2)


def figures() -> Iterator[dict[str, Any]]:
    """Everything docs/bench.md lists under `paper`."""
    fonts, images = FontSet.default(), {"acceptance_seal": seal()}
    notice = compile_template(system_template("acceptance_notice"))

    def one(number: int) -> None:
        done = render(notice, notice_values(number), fonts, condition=condition, images=images)
        assert done.pages == 1

    ours = cpu(one, ROUNDS)
    peers = {name: cpu(work, PEER_ROUNDS) for name in PEERS if (work := peer(name, images["acceptance_seal"]))}
    for name, value in peers.items() or [("", None)]:
        yield {
            "name": f"paper.notice{'_' + name if name else ''}",
            "value": ours,
            "unit": "ms",
            "goal": 8,
            "peer": name or None,
            "peer_value": value,
        }
    sheet, answers = form()

    def two(number: int) -> None:
        mine = {**answers, "f0": f"{SURNAMES[number % 40]}{GIVEN[number % 40]}"}
        assert render(sheet, {"answers": mine}, fonts, condition=condition).pages == 2

    yield {"name": "paper.form_71_fields", "value": cpu(two, ROUNDS), "unit": "ms", "goal": 12}
    yield {"name": "paper.batch_page", "value": batch_page(notice, fonts, images), "unit": "ms", "goal": 5}
    yield {"name": "paper.cold_start", "value": cold_start(), "unit": "ms", "goal": 1200}
    yield {"name": f"paper.memory_after_{DOCUMENTS}", "value": memory(), "unit": "MB", "goal": 250}


def batch_page(notice: Template, fonts: FontSet, images: Mapping[str, bytes], count: int = 200) -> float:
    """CPU milliseconds a page of one PDF with many notices."""
    start = time.process_time()
    done = render_batch(notice, map(notice_values, range(count)), fonts, condition=condition, images=images)
    return round((time.process_time() - start) * 1000 / done.pages, 2)


def cold_start() -> float:
    """From the start of a process to the end of its first notice, in milliseconds of the clock; the best of three."""
    program = "from tests.bench.paper import first; first()"
    found = []
    for _ in range(3):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True)
        found.append((time.perf_counter() - start) * 1000)
    return round(min(found), 1)


def first() -> None:
    """The first notice of a process."""
    notice = compile_template(system_template("acceptance_notice"))
    render(notice, notice_values(1), FontSet.default(), condition=condition, images={"acceptance_seal": seal()})


def memory() -> float:
    """Resident memory in MB of a process that has printed many different notices one after the other."""
    program = f"from tests.bench.paper import many; many({DOCUMENTS})"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True, capture_output=True, text=True)
    return float(done.stdout)


def many(count: int) -> None:
    """Print notices and say the highest resident memory."""
    resource = importlib.import_module("resource")
    fonts, images = FontSet.default(), {"acceptance_seal": seal()}
    notice = compile_template(system_template("acceptance_notice"))
    for number in range(count):
        render(notice, notice_values(number), fonts, condition=condition, images=images)
    print(round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1))


def peer(name: str, seal_image: bytes) -> Callable[[int], object] | None:
    """The peer's way to the same page, or None where it is not installed."""
    if name != "platypus" and importlib.util.find_spec(name) is None:
        return None
    make: Callable[[bytes], Callable[[int], object]] = getattr(
        importlib.import_module("tests.bench._paper_peers"), name
    )
    return make(seal_image)
