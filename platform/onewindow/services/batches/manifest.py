"""What a batch holds: every case with the number, pages and SHA-256 of its document, or the reason there is none."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence

from onewindow.store.batches import Batch, Row

SCHEMA = "onewindow/batch/1"
HEAD = ("序号", "办件编号", "文书", "文书编号", "页数", "SHA-256", "结果", "原因")
STATES = {"done": "已生成", "failed": "未生成", "waiting": "未打印"}
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_json(batch: Batch, rows: Sequence[Row]) -> bytes:
    """`onewindow/batch/1`."""
    value = {
        "schema": SCHEMA,
        "batch": str(batch.id),
        "document": batch.document,
        "title": batch.title,
        "made_at": batch.made_at.isoformat(),
        "made_by": batch.made_by_name,
        "state": batch.state,
        "rows": [_entry(row) for row in rows],
    }
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def as_csv(batch: Batch, rows: Sequence[Row]) -> bytes:
    """A table for a spreadsheet program: UTF-8 with a mark, no cell that it would take for a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(HEAD)
    for row in rows:
        told = (row.case_number, batch.title, row.number, row.pages or "", row.sha256, STATES[row.state], row.reason)
        writer.writerow([row.place, *map(_cell, told)])
    return out.getvalue().encode("utf-8-sig")


def _entry(row: Row) -> dict[str, object]:
    entry: dict[str, object] = {"place": row.place, "case": row.case_number, "state": row.state}
    if row.state == "done":
        return entry | {"number": row.number, "pages": row.pages, "sha256": row.sha256}
    return entry | ({"reason": row.reason} if row.reason else {})


def _cell(value: object) -> str:
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA) else text
