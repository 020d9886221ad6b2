"""WTForms on a plan: it binds the page and passes the one judgement on."""

from __future__ import annotations

from werkzeug.datastructures import MultiDict

from form_builder import Answers, Dictionary, FormDocument, bind, clean, compile_plan
from form_builder.wtf import NumberField, TextField, form_class

ELEMENTS = {
    "schema": "onewindow/elements/1",
    "elements": [
        {"key": "validate", "label": "单位名称", "kind": "text"},
        {"key": "biz.staff", "label": "从业人数", "kind": "integer", "min": 1},
    ],
}
FORM = {
    "schema": "onewindow/form/1",
    "key": "food",
    "title": "食品经营许可",
    "sections": [
        {
            "id": "a",
            "label": "单位",
            "fields": [
                {"id": "1", "element": "validate", "required": True},
                {"id": "2", "element": "biz.staff", "required": True},
            ],
        },
    ],
}
PLAN = compile_plan(bind(FormDocument.from_json(FORM), Dictionary.from_json(ELEMENTS)))


def test_one_field_class_a_family_in_page_order() -> None:
    form = form_class(PLAN)()
    assert [(type(field), field.name) for field in form] == [(TextField, "validate"), (NumberField, "biz.staff")]


def test_errors_are_those_of_clean_and_what_was_typed_stays() -> None:
    posted = MultiDict([("validate", ""), ("biz.staff", "三")])
    form = form_class(PLAN)(posted)
    assert form.validate() is False
    problems = clean(PLAN, {"validate": [""], "biz.staff": ["三"]})
    assert not isinstance(problems, Answers)
    assert [error for field in form for error in field.errors] == [problem.message for problem in problems]
    assert [field.raw_data for field in form] == [[""], ["三"]]


def test_accepted_data_is_the_clean_value() -> None:
    form = form_class(PLAN)(MultiDict([("validate", " 甲店 "), ("biz.staff", "3")]))
    assert form.validate() is True
    assert form.answers == {"validate": "甲店", "biz.staff": 3}
    assert form.data == {".validate": "甲店", "biz.staff": 3}
