"""The neutral case files beside the checkout, read into documents of ours: only what the tests of form_builder need."""

from __future__ import annotations

import functools
import json
import pathlib
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from form_builder import BoundForm, Dictionary, FormDocument, MergedForm, bind

KINDS = {
    "string": "text",
    "text": "long_text",
    "enum": "choice",
    "multi_enum": "choices",
    "uscc": "credit_code",
}
FORMULAS: Mapping[str, Any] = {
    "full_years(applicant.birth_date, application.date)": {
        "age_on": [{"var": "applicant.birth_date"}, {"var": "application.date"}],
    },
    "ad.width_m*ad.height_m": {"*": [{"var": "ad.width_m"}, {"var": "ad.height_m"}]},
    "count(family.members)": {"reduce": [{"var": "family.members"}, {"+": [{"var": "accumulator"}, 1]}, 0]},
    "family.monthly_income/family.size": {
        "/": [
            {"var": "family.monthly_income"},
            {"reduce": [{"var": "family.members"}, {"+": [{"var": "accumulator"}, 1]}, 0]},
        ],
    },
}
MATTERS = [
    "advanced_age_allowance",
    "birth_medical_certificate",
    "birth_service_registration",
    "disability_certificate",
    "drainage_permit",
    "elder_preferential_card",
    "extreme_poverty_support",
    "fire_safety_check",
    "food_business_permit",
    "household_birth_registration",
    "individual_business_registration",
    "maternity_expense_reimbursement",
    "outdoor_ad_permit",
    "pension_policy_consultation",
    "resident_medical_insurance",
    "rural_homestead",
    "rural_planning_permit",
    "rural_power_connection",
    "shop_sign_service",
    "social_security_card",
    "subsistence_allowance",
    "village_residence_proof",
]
PARTS = {"choice": "sex", "date": "birth_date", "integer": "age"}


def condition(given: Any) -> Any:
    """A condition of FORMAT.md as a rule: a missing or null field makes every operator false."""
    if "all" in given:
        return {"and": [condition(item) for item in given["all"]]}
    if "any" in given:
        return {"or": [condition(item) for item in given["any"]]}
    if "not" in given:
        return {"!": [condition(given["not"])]}
    read, operator, value = {"var": given["field"]}, given["op"], given.get("value")
    filled = {"!": [{"blank": [read]}]}
    if operator == "filled":
        return filled
    if operator in ("lt", "le", "gt", "ge", "eq"):
        return {{"lt": "<", "le": "<=", "gt": ">", "ge": ">=", "eq": "=="}[operator]: [read, number(value)]}
    tests = {
        "ne": {"!=": [read, number(value)]},
        "in": {"in": [read, value]},
        "contains_any": {"some": [read, {"in": [{"var": ""}, value]}]},
        "only": {"all": [read, {"in": [{"var": ""}, value]}]},
        "not_within_tenant": {"!": [{"starts_with": [read, {"var": "tenant.code"}]}]},
        "le_param": {"<=": [read, {"var": f"param.{value}"}]},
    }
    return {"and": [filled, tests[operator]]}


def number(value: Any) -> Any:
    """Decimals travel as text."""
    return str(value) if isinstance(value, Decimal) else value


def element(given: Mapping[str, Any], *, column: bool = False) -> dict[str, Any]:
    """One element or column."""
    kind = KINDS.get(given["type"], given["type"])
    if kind == "boolean" and given.get("must_be"):
        kind = "declaration"
    out: dict[str, Any] = {"key": given["key"], "label": given["label" if column else "name"], "kind": kind}
    same = ("options", "level", "min_rows", "max_rows", "must_be", "after", "default", "accept", "max_kb")
    out |= {key: given[key] for key in same if key in given}
    out |= {key: number(given[key]) for key in ("min", "max") if key in given}
    for key, name in (("options_ref", "option_list"), ("id_type_key", "id_kind"), ("le", "at_most")):
        if key in given:
            out[name] = given[key]
    if "scale" in given and kind != "money":
        out["scale"] = given["scale"]
    if "pattern" in given:
        out["pattern"] = given["pattern"].removeprefix("^").removesuffix("$")
    if "privacy" in given:
        out["mask"] = given["privacy"].removeprefix("mask_")
    if "computed" in given:
        out["compute"] = FORMULAS[given["computed"]]
    if "derive_from" in given:
        out["derive"] = {"from": given["derive_from"], "part": PARTS[kind]}
    if "columns" in given:
        out["columns"] = [element(item, column=True) for item in given["columns"]]
    return out


def form(matter: Mapping[str, Any]) -> dict[str, Any]:
    """The form document of a matter; the sections are made up, with the tail of delivery and agents at the end."""
    sections: list[dict[str, Any]] = []
    for item in matter["fields"]:
        root = item["element"].partition(".")[0]
        if not sections or sections[-1]["label"] != root:
            place = {"applicant": "start", "delivery": "end", "entrust": "end", "commit": "end"}.get(root, "body")
            sections.append({"id": f"{root}-{len(sections)}", "label": root, "place": place, "fields": []})
        sections[-1]["fields"].append(field(item))
    return {
        "schema": "onewindow/form/1",
        "key": matter["id"],
        "title": matter["name"],
        "sections": sections,
        "materials": [material(item) for item in matter["materials"]],
        "provides": [key for key in matter["result"].get("provides_elements", []) if key in KNOWN],
    }


KNOWN: set[str] = set()


def field(given: Mapping[str, Any]) -> dict[str, Any]:
    """One field."""
    out: dict[str, Any] = {"id": given["element"], "element": given["element"], "required": given["required"]}
    if "visible_if" in given:
        out["shown"] = condition(given["visible_if"])
    for key, value in given.get("override", {}).items():
        out["options" if key == "options_subset" else key] = number(value)
    return out


def material(given: Mapping[str, Any]) -> dict[str, Any]:
    """One material."""
    out = {
        key: given[key]
        for key in ("key", "name", "kind", "photocopies", "necessity", "source", "issuer", "note")
        if key in given
    }
    out |= {"medium": given["form"], "originals": given["original_copies"]}
    if "required_if" in given:
        out["needed"] = condition(given["required_if"])
    for key, name in (("shared_licence", "licence_kind"), ("result_of_matter", "result_of"), ("waiver", "waiver")):
        if key in given:
            out[name] = given[key]
    return out


def without_provided(document: FormDocument, merged: MergedForm) -> FormDocument:
    """A form without the elements that other members' results provide to it in a merge."""
    gone = {key for key, item in merged.provided.items() if document.key in item.used_by}
    sections = tuple(
        replace(section, fields=tuple(item for item in section.fields if item.element not in gone))
        for section in document.sections
    )
    return replace(document, sections=sections)


class Cases:
    """All shared cases, bound."""

    def __init__(self, folder: pathlib.Path) -> None:
        self.folder = folder / "domain" / "cases"
        self.dictionary = Dictionary.from_json(
            {
                "schema": "onewindow/elements/1",
                "elements": [element(item) for item in self.read("data_elements")["elements"]],
            },
        )
        KNOWN.update(item.key for item in self.dictionary)
        self.matters = {
            matter["id"]: matter
            for path in sorted(self.folder.glob("matter_*.json"))
            if (matter := self.read(path.stem))
        }

    def read(self, name: str) -> Any:
        """One case file; numbers with a fraction as Decimal."""
        return json.loads((self.folder / f"{name}.json").read_text("utf-8"), parse_float=Decimal)

    @functools.cache  # noqa: B019 - one instance for the whole run
    def bound(self, key: str) -> BoundForm:
        """The bound form of a matter."""
        return bind(FormDocument.from_json(form(self.matters[key])), self.dictionary)
