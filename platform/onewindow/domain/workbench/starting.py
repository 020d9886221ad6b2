"""The matter an admin begins with when he begins from nothing: valid in shape, empty in content."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Json = Any


def blank_matter(key: str, name: str) -> Mapping[str, Json]:
    """A new matter with the parts that every form shares; what is missing is for the task list to say."""
    return {
        "schema": "onewindow/matter/1",
        "key": key,
        "name": name,
        "daily_name": "",
        "codes": {},
        "matter_type": {"code": "20", "name": "公共服务"},
        "seed_class": "service",
        "subjects": ["natural_person"],
        "exercise_level": "county",
        "departments": {},
        "case_type": "promised",
        "limits": {
            "statutory": None,
            "promised": {"value": 5, "unit": "working_day"},
            "excludes": [],
            "situations": [],
        },
        "on_site_visits": {"max": 0, "note": ""},
        "online_depth": {},
        "conditions": [],
        "checks": [],
        "legal_basis": [],
        "fees": [],
        "form": {
            "schema": "onewindow/form/1",
            "key": key,
            "title": name,
            "sections": [
                {"id": "applicant", "label": "申请人信息", "place": "start", "fields": []},
                {"id": "matter", "label": "申请事项", "place": "body", "fields": []},
                {"id": "commit", "label": "申请人承诺", "place": "end", "fields": []},
            ],
            "materials": [],
            "provides": [],
        },
        "route": {"start": "end", "steps": [{"id": "end", "kind": "end"}]},
        "special_procedures": [],
        "documents": ["receipt", "acceptance_notice"],
        "result": {},
        "parameters": [],
        "accept_anywhere": False,
        "examples": [],
        "provenance": [],
    }


def copied_matter(source: Mapping[str, Json], key: str, name: str) -> Mapping[str, Json]:
    """A new matter that begins as a copy: another key and name, no codes, everything else as it stood."""
    form = {**source["form"], "key": key, "title": name}
    return {**source, "key": key, "name": name, "daily_name": "", "codes": {}, "form": form}
