"""printing: a one-page notice, a two-page form, a batch, the first document of a process, and memory after many.

CPU time in a warm process, every document with other values, fonts embedded. Peers set the same page with the same
texts, table, code and seal, in the same run, where they can be imported.
"""

from __future__ import annotations

import gc
import importlib
import importlib.util
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
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

Work = Callable[[dict[str, Any]], object]
ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = int(os.environ.get("BENCH_PAPER_DOCUMENTS", "500"))
"""How many documents the memory figure prints; the goal holds for 10,000."""
ROUNDS, TURN = 40, 8
PEERS = ("typst", "platypus", "weasyprint")
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
NEEDED = (
    "org",
    "document",
    "applicant",
    "matter",
    "case",
    "limits",
    "fee",
    "delivery",
    "query",
    "clerk",
    "verify",
    "copies",
)
TOWNS = (
    "罗阳街道",
    "龙溪街道",
    "石湾镇",
    "福田镇",
    "长宁镇",
    "湖镇镇",
    "横河镇",
    "柏塘镇",
    "公庄镇",
    "杨村镇",
    "观音阁镇",
    "石坝镇",
)
MATTERS = (
    "食品经营许可（含仅销售预包装食品备案）新办",
    "城镇污水排入排水管网许可证核发",
    "公众聚集场所投入使用、营业前消防安全检查",
    "设置大型户外广告及在城市建筑物、设施上悬挂张贴宣传品审批",
    "乡村建设规划许可证核发",
    "最低生活保障对象认定",
    "农村宅基地和建房（规划许可）申请",
)
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰建国文辉红梅志海春燕鹏宇浩凯晨旭佳琪雨欣梓涵"


def condition(rule: Json, values: Mapping[str, object]) -> bool:
    """`var` is all that the system templates need here."""
    name = rule.get("var") if isinstance(rule, dict) else None
    return isinstance(name, str) and bool(look_up(values, tuple(name.split("."))))


def notice_values(number: int) -> dict[str, Any]:
    """Values of another case: nearly every line of the notice has something of its own."""
    sample: dict[str, Any] = sample_values()
    values = {key: sample[key] for key in NEEDED}
    person = SURNAMES[number % len(SURNAMES)] + GIVEN[number % 47] + GIVEN[number * 7 % 47]
    place = TOWNS[number % len(TOWNS)]
    code = f"11441322007082123X44401310260002026112{number:05}"
    values["marks"] = {"demo": False}
    values["org"] = {
        **values["org"],
        "name": f"博罗县{place}人民政府",
        "address": f"{place}{GIVEN[number % 47]}园路{number}号",
    }
    values["applicant"] = {**values["applicant"], "name": f"博罗县{place}{person}餐饮管理有限公司"}
    values["clerk"] = {"name": person, "phone": f"0752-{6620000 + number}"}
    values["document"] = {**values["document"], "number": f"博政数受〔2026〕{number}号"}
    values["matter"] = {**values["matter"], "name": MATTERS[number % len(MATTERS)]}
    values["case"] = {**values["case"], "number": code, "query_password": f"{number * 7919 % 1_000_000:06}"}
    values["limits"] = {**values["limits"], "due_date": f"2026-12-{number % 28 + 1:02}"}
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


def cpu(works: Sequence[Work], inputs: Sequence[dict[str, Any]]) -> list[float]:
    """Median CPU milliseconds of each work, taken in turns of a few calls so that all see the same machine."""
    gc.collect()
    gc.freeze()
    found: list[list[float]] = [[] for _ in works]
    for start in range(0, len(inputs), TURN):
        for work, times in zip(works, found, strict=True):
            for values in inputs[start : start + TURN]:
                begin = time.process_time()
                work(values)
                times.append((time.process_time() - begin) * 1000)
    return [round(statistics.median(times[TURN:]), 2) for times in found]


def figures() -> Iterator[dict[str, Any]]:
    """Everything docs/bench.md lists under `paper`."""
    fonts, images = FontSet.default(), {"acceptance_seal": seal()}
    notice = compile_template(system_template("acceptance_notice"))
    cases = [notice_values(number) for number in range(ROUNDS)]

    def one(values: dict[str, Any]) -> None:
        assert render(notice, values, fonts, condition=condition, images=images).pages == 1

    peers = {name: work for name in PEERS if (work := peer(name, images["acceptance_seal"]))}
    for name, work in peers.items():
        ours, theirs = cpu([one, work], cases)
        yield {
            "name": f"paper.notice_{name}",
            "value": ours,
            "unit": "ms",
            "goal": 8,
            "peer": name,
            "peer_value": theirs,
        }
    if not peers:
        yield {"name": "paper.notice", "value": cpu([one], cases)[0], "unit": "ms", "goal": 8}
    sheet, answers = form()

    def two(values: dict[str, Any]) -> None:
        assert render(sheet, {"answers": values}, fonts, condition=condition).pages == 2

    filled = [{**answers, "f0": SURNAMES[at % 40] + GIVEN[at % 40]} for at in range(ROUNDS)]
    yield {"name": "paper.form_71_fields", "value": cpu([two], filled)[0], "unit": "ms", "goal": 12}
    yield {"name": "paper.batch_page", "value": batch_page(notice, fonts, images), "unit": "ms", "goal": 5}
    typing = importlib.import_module("tests.bench.templates").typing  # not at the top: cold_start is printing alone
    yield {"name": "paper.preview", "value": typing(), "unit": "ms", "goal": 300}
    yield {"name": "paper.cold_start", "value": cold_start(), "unit": "ms", "goal": 1200}
    yield {"name": f"paper.memory_after_{DOCUMENTS}", "value": memory(), "unit": "MB", "goal": 250}


def batch_page(notice: Template, fonts: FontSet, images: Mapping[str, bytes], count: int = 200) -> float:
    """CPU milliseconds a page of one PDF with many notices."""
    batch = [notice_values(number) for number in range(count)]
    start = time.process_time()
    done = render_batch(notice, batch, fonts, condition=condition, images=images)
    return round((time.process_time() - start) * 1000 / done.pages, 2)


def cold_start() -> float:
    """CPU milliseconds of a process from its start to the end of its first notice; the best of three."""
    program = "from tests.bench.paper import first; first()"
    found = []
    for _ in range(3):
        before = os.times()
        subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True)
        after = os.times()
        used = after.children_user - before.children_user + after.children_system - before.children_system
        found.append(used * 1000)
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
    fonts, images = FontSet.default(), {"acceptance_seal": seal()}
    notice = compile_template(system_template("acceptance_notice"))
    for number in range(count):
        render(notice, notice_values(number), fonts, condition=condition, images=images)
    print(highest_memory())


def highest_memory() -> float:
    """The high-water mark of this process in MB; Linux counts it from the start of the program."""
    status = Path("/proc/self/status")
    if status.exists():
        found = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return round(int(found.split()[1]) / 1024, 1)
    resource = importlib.import_module("resource")
    return round(float(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss) / 1024**2, 1)


def peer(name: str, seal_image: bytes) -> Work | None:
    """The peer's way to the same page, or None where it is not installed."""
    if name != "platypus" and importlib.util.find_spec(name) is None:
        return None
    make: Callable[[bytes], Work] = getattr(importlib.import_module("tests.bench._paper_peers"), name)
    return make(seal_image)
