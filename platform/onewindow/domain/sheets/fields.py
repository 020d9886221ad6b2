"""The form as a sheet: a row for each field, whose data element is found by its name or its key."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from form_builder import Dictionary, Element
from onewindow.domain.sheets.cells import Column, column, distinct, listing_of
from onewindow.domain.sheets.reading import Cell
from onewindow.domain.sheets.views import View, ruled
from onewindow.domain.workbench import designing, inventing
from onewindow.domain.workbench.entries import Entry, Kind
from onewindow.domain.workbench.inventing import Typed
from onewindow.domain.workbench.places import find
from onewindow.domain.workbench.tabs import Listing
from rule_engine.values.words import did_you_mean
from tenants.pointers import write

Json = Any
Texts = Mapping[str, tuple[str, ...]]
TITLE = "表单"
ELEMENT, KIND, OPTIONS = "element", "kind", "options"
_KINDS = tuple((key, designing.KIND_WORDS[key]) for key in inventing.INVENTABLE)


def listings(view: View) -> tuple[tuple[str, Listing], ...]:
    """The fields of each section, with what the section is called in a cell."""
    made = columns(view)
    return tuple(
        (name, listing_of(Listing(_fields_of(key), TITLE, "字段", (), identity="id"), made))
        for key, name in sections(view.document).items()
    )


def columns(view: View) -> tuple[Column, ...]:
    """The columns of the form's sheet."""
    words = dictionary(view)
    called = names(words)

    def element(field: Json) -> Element | None:
        key = field.get(ELEMENT)
        return words[key] if isinstance(key, str) and key in words else None

    def kind(field: Json) -> str:
        found = element(field)
        return designing.KIND_WORDS.get(found.kind, found.kind) if found else ""

    def options(field: Json) -> str:
        found = element(field)
        return "\n".join(each.label for each in found.options) if found and not found.option_list else ""

    told = Entry(ELEMENT, "数据元", required=True, hint="填字典里的名称或标识；已有的行不能换数据元")
    new = "只有新行要另立数据元时才填写"
    return (
        Column(told, called, lambda field: called.get(str(field.get(ELEMENT)), str(field.get(ELEMENT)))),
        column(Entry("required", "是否必填", Kind.ASKED, hint="按条件必填的条件在工作台设定")),
        column(Entry("label", "本事项的叫法", hint="不填就用字典里的名称")),
        column(Entry("hint", "填写提示")),
        column(Entry("wide", "占整行", Kind.FLAG)),
        column(Entry("min", "最少（最短）", Kind.DECIMAL)),
        column(Entry("max", "最多（最长）", Kind.DECIMAL)),
        ruled(view, Entry("shown", "显示条件", Kind.RULE)),
        ruled(view, Entry("required", "必填条件", Kind.RULE)),
        column(Entry(KIND, "类型", Kind.CHOICE, hint=new, options=_KINDS), kind),
        column(Entry(OPTIONS, "选项", Kind.LINES, hint=new + "，一行一个"), options),
    )


def dictionary(view: View) -> Dictionary:
    """The elements that a row may name."""
    return view.around.dictionary or Dictionary()


def names(words: Dictionary) -> dict[str, str]:
    """What a cell calls each element."""
    return distinct({each.key: each.label for each in words})


def sections(document: Json) -> dict[str, str]:
    """What a cell calls each section, by id."""
    found = find(document, designing.SECTIONS)
    listed = [each for each in found if isinstance(each, dict) and each.get("id")] if isinstance(found, list) else []
    return distinct({str(each["id"]): str(each.get("label") or each["id"]) for each in listed})


def settled(view: View, texts: Texts) -> Texts | str:
    """The texts of a new row with the key of its element; or with an element of the matter's own, under its name.

    A text alone says what is wrong: an unknown element proposes those that the dictionary has (R027).
    """
    words = dictionary(view)
    written = first(texts, ELEMENT)
    key = _key(words, written)
    if key is not None:
        if key in designing.used(view.document):
            return f"表单已有“{written}”，一个数据元只问一次，请删去这一行。"
        kept = {name: each for name, each in texts.items() if name not in (KIND, OPTIONS)}
        return {**kept, ELEMENT: (key,)}
    if not texts.get(KIND):
        return _proposed(words, written)
    made = inventing.element(_typed(written, texts), {})
    return texts if isinstance(made, Mapping) else f"不能另立“{written}”：{''.join(made)}"


def is_named(view: View, line: Mapping[str, Cell]) -> bool:
    """Whether a row names an element of the dictionary."""
    return "数据元" in line and _key(dictionary(view), line["数据元"].text) is not None


def invented(texts: Texts) -> Mapping[str, Json] | None:
    """The element of its own that a new row makes, without its key; None where it names one of the dictionary."""
    if KIND not in texts:
        return None
    made = inventing.element(_typed(first(texts, ELEMENT), texts), {})
    return made if isinstance(made, Mapping) else None


def first(texts: Texts, name: str) -> str:
    """The text of a control that holds one."""
    return next(iter(texts.get(name, ())), "")


def _typed(label: str, texts: Texts) -> Typed:
    return Typed(label, first(texts, KIND), "\n".join(texts.get(OPTIONS, ())))


def _key(words: Dictionary, written: str) -> str | None:
    """By key, by the name a cell has for it."""
    if written in words:
        return written
    return next((key for key, name in names(words).items() if name == written), None)


def _proposed(words: Dictionary, written: str) -> str:
    same = [name for key, name in names(words).items() if words[key].label == written]
    if same:
        return f"叫“{written}”的数据元有几个，请写成其中之一：{'、'.join(same)}。"
    called = names(words)
    alike = [called[each.key] for each in designing.alike(written, words)]
    there = f"字典里已有：{'、'.join(alike)}，请改填其中之一；" if alike else did_you_mean(written, words.elements)
    return f"字典里没有“{written[:40]}”。{there}确实要另立的，请在“类型”一栏选择类型。"


def _fields_of(section: str) -> str:
    return write((*designing.SECTIONS, section, "fields"))
