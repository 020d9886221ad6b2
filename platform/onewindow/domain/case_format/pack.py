"""A folder of exchange files as documents of the platform, or every problem in it at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from form_builder import Dictionary, bind
from form_builder import DocumentError as FormFault
from onewindow.domain.case_format.elements import read_elements
from onewindow.domain.case_format.files import read_json
from onewindow.domain.case_format.matters import Surroundings, read_matter
from onewindow.domain.case_format.origin import of_element, of_matter
from onewindow.domain.case_format.routes import Department, departments
from onewindow.domain.case_format.themes import read_theme
from onewindow.domain.matter import MatterDocument
from onewindow.domain.problems import Problem, Problems, Sink
from onewindow.domain.reading import Place, start
from onewindow.domain.rules import relay
from onewindow.domain.theme import ThemeDocument

ELEMENTS, MATTER, THEME, DOCUMENTS = "gov-data-elements/1", "gov-matter-case/1", "gov-theme-case/1", "gov-documents/1"
_FORMATS = (ELEMENTS, MATTER, THEME, DOCUMENTS)
_MAX_FILES = 5_000


@dataclass(frozen=True, slots=True)
class DocumentType:
    """A kind of printed document and the elements every print of it has to carry."""

    key: str
    name: str
    used_for: str
    elements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pack:
    """What a folder holds. `elements` is the dictionary's JSON document; matters and themes by key, in file order."""

    elements: Mapping[str, Any]
    dictionary: Dictionary
    matters: Mapping[str, MatterDocument]
    themes: Mapping[str, ThemeDocument]
    departments: tuple[Department, ...]
    document_types: tuple[DocumentType, ...]
    warnings: tuple[Problem, ...]


class _Reading:
    """One pass over a folder: the files by format, and everything that is wrong with them."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.sinks: list[Sink] = []
        self.roots: dict[str, dict[str, Place]] = {name: {} for name in _FORMATS}
        for name in sorted(files):
            if name.endswith(".json"):
                self._sort(name, files[name])

    def _sort(self, name: str, raw: bytes) -> None:
        sink = Sink(name)
        self.sinks.append(sink)
        value = read_json(raw, sink)
        if sink.problems:
            return
        root = start(value, sink=sink)
        if not isinstance(value, dict):
            root.wrong("对象")
            return
        form = root.choice("format", _FORMATS)
        if form in self.roots:
            self.roots[form][name] = root

    def named(self, form: str) -> dict[str, Place]:
        """Files of one format by their `id`; a second file with the same id is a problem."""
        found: dict[str, Place] = {}
        for root in self.roots[form].values():
            key = root.text("id")
            if key in found:
                root.at("id").problem(f"「{key}」已在 {found[key].sink.file} 中定义。", "请删除其中一个文件。")
            elif key:
                found[key] = root
        return found

    @property
    def problems(self) -> tuple[Problem, ...]:
        return tuple(dict.fromkeys(problem for sink in self.sinks for problem in sink.problems))

    @property
    def warnings(self) -> tuple[Problem, ...]:
        return tuple(dict.fromkeys(warning for sink in self.sinks for warning in sink.warnings))


def read_folder(files: Mapping[str, bytes]) -> Pack | Problems:
    """Read a folder (file name → bytes) of the exchange format.

    Files are told apart by their `format`, not by their names; other than `*.json` is ignored. Returns every problem of
    every file at once; what was read but is doubtful (unknown keys, conditions that can never hold) is a warning.
    """
    if len(files) > _MAX_FILES:
        return Problems((Problem("", "", f"目录里的文件超过 {_MAX_FILES} 个。", "请分批导入。"),))
    reading = _Reading(files)
    if not reading.roots[ELEMENTS]:
        reading.sinks.append(Sink("data_elements.json"))
        reading.sinks[-1].problem("", f"目录里没有可读的数据元字典（format 为 {ELEMENTS}）。", "请补上该文件。")
        return Problems(reading.problems, reading.warnings)
    elements = read_elements(reading.roots[ELEMENTS])
    document = {"schema": "onewindow/elements/1", "elements": list(elements.values())}
    dictionary = _dictionary(document, reading)
    types = _document_types(reading.roots[DOCUMENTS])
    listed = [each.key for each in types] if reading.roots[DOCUMENTS] else None
    matters = _matters(reading, elements, dictionary, listed)
    themes = _themes(reading, elements, matters)
    if reading.problems or dictionary is None:
        return Problems(reading.problems, reading.warnings)
    return Pack(
        document,
        dictionary,
        {key: matter for key, matter in matters.items() if matter is not None},
        {key: theme for key, theme in themes.items() if theme is not None},
        departments(matter.json for matter in matters.values() if matter is not None),
        types,
        reading.warnings,
    )


def _dictionary(document: Mapping[str, Any], reading: _Reading) -> Dictionary | None:
    """Let form_builder judge the elements as a whole; its findings go back to the files they came from."""
    try:
        return Dictionary.from_json(document)
    except FormFault as fault:
        for finding in fault.findings:
            root, pointer = of_element(finding.pointer, document, reading.roots[ELEMENTS].values())
            root.sink.problem(pointer, finding.message, finding.suggestion)
        return None


def _matters(
    reading: _Reading,
    elements: Mapping[str, Mapping[str, Any]],
    dictionary: Dictionary | None,
    documents: Collection[str] | None,
) -> dict[str, MatterDocument | None]:
    roots = reading.named(MATTER)
    around = Surroundings(elements, frozenset(roots), documents)
    return {key: _matter(root, around, dictionary) for key, root in roots.items()}


def _matter(root: Place, around: Surroundings, dictionary: Dictionary | None) -> MatterDocument | None:
    document = read_matter(root, around)
    if root.sink.problems or dictionary is None:
        return None
    matter = MatterDocument.from_json(document)
    if isinstance(matter, Problems):
        for problem in matter.items:
            root.sink.problem(of_matter(problem.pointer, document), problem.message, problem.suggestion)
        return None
    try:
        bind(matter.form, dictionary)
    except FormFault as fault:
        for finding in fault.findings:
            root.sink.problem(of_matter(f"/form{finding.pointer}", document), finding.message, finding.suggestion)
    for doubt in matter.doubts():
        root.sink.warn(of_matter(doubt.pointer, document), doubt.message, doubt.suggestion)
    return matter


def _themes(
    reading: _Reading, elements: Mapping[str, Mapping[str, Any]], matters: Collection[str]
) -> dict[str, ThemeDocument | None]:
    found: dict[str, ThemeDocument | None] = {}
    for key, root in reading.named(THEME).items():
        document = read_theme(root, elements, matters)
        theme = None if root.sink.problems else ThemeDocument.from_json(document)
        if isinstance(theme, Problems):
            relay(root, theme.items)
            theme = None
        found[key] = theme
    return found


def _document_types(roots: Mapping[str, Place]) -> tuple[DocumentType, ...]:
    """Read the printed documents; the common elements are added to each."""
    found: dict[str, DocumentType] = {}
    for root in roots.values():
        root.is_object(("format", "common_elements", "documents"))
        common = root.texts("common_elements")
        for place in root.items("documents", required=True):
            if not place.is_object(("key", "name", "used_for", "elements")):
                continue
            key = place.text("key")
            if key in found:
                place.at("key").problem(f"文书「{key}」重复。", "请删除其中一个。")
            used_for = place.text("used_for", required=False)
            found[key] = DocumentType(key, place.text("name"), used_for, (*common, *place.texts("elements")))
    return tuple(found.values())
