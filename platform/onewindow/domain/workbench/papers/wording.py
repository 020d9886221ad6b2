"""Texts of templates as an admin reads and types them: 【申请人姓名或名称】 for a value, 〖粗体|…〗 for a mark.

The designer shows the words, the template keeps its own language (docs/printing.md). What words cannot say exactly is
shown as it is written: `code(words(text)) == text` for every text without these brackets of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from onewindow.domain.workbench.papers.names import Name

FORMAT_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "date": "年月日",
        "datetime": "年月日时分",
        "day": "短日期",
        "minute": "短时间",
        "limit": "时限",
        "money": "金额",
        "capitals": "大写金额",
        "check": "打勾",
        "mask_id": "证件打码",
        "mask_phone": "电话打码",
        "mask_name": "姓名打码",
        "text": "原样",
    }
)
MARK_WORDS: Mapping[str, str] = MappingProxyType(
    {"b": "粗体", "u": "下划线", "red": "红色", "hei": "黑体", "kai": "楷体", "song": "宋体"}
)
_ARGUED: Mapping[str, str] = MappingProxyType({"or": "没有时写", "join": "连接用", "box": "打勾若为", "spaced": "分组"})
_MAYBE = "可空"
_VALUE = re.compile(r"\{\{([^{}]*)\}\}")
_CHIP = re.compile(r"【([^【】]*)】")
_MARK = re.compile(r"\[\[(b|u|red|hei|kai|song)\|")
_BLANK = re.compile(r"\[\[blank:(\d{1,2})(?=[|\]])")
_MARKED = re.compile(rf"〖({'|'.join(MARK_WORDS.values())})\|")
_BLANKED = re.compile(r"〖空(\d{1,2})格(?=[|〗])")


class Wording:
    """The words of one template: its names with their labels, those of a row first where a text stands in a list."""

    def __init__(self, names: Iterable[Name]) -> None:
        self.labels: dict[str, str] = {}
        for name in names:
            self.labels.setdefault(name.path, name.label)
        self.paths = {label: path for path, label in self.labels.items()}
        self._formats = {word: key for key, word in FORMAT_WORDS.items()}
        self._argued = {word: key for key, word in _ARGUED.items()}
        self._marks = {word: key for key, word in MARK_WORDS.items()}

    def within(self, rows: Iterable[Name]) -> Wording:
        """These words with those of the rows of a list before them."""
        own = (Name(path, label, "") for path, label in self.labels.items())
        return Wording((*rows, *own))

    def words(self, text: str) -> str:
        """A template's text in words; the text itself where words would lose something."""
        said = _VALUE.sub(self._chip, text)
        said = _MARK.sub(lambda found: f"〖{MARK_WORDS[found[1]]}|", said)
        said = _BLANK.sub(lambda found: f"〖空{found[1]}格", said).replace("]]", "〗")
        return said if self.code(said) == text else text

    def code(self, words: str) -> str:
        """What somebody typed as a template's text; what he typed in the template's own language stays."""
        text = _CHIP.sub(self._value, words)
        text = _MARKED.sub(lambda found: f"[[{self._marks[found[1]]}|", text)
        return _BLANKED.sub(lambda found: f"[[blank:{found[1]}", text).replace("〗", "]]")

    def chip(self, name: Name) -> str:
        """What the field picker puts into a text."""
        usual = f"·{FORMAT_WORDS[name.usual]}" if name.usual else ""
        return f"【{name.label}{usual}】"

    def _chip(self, found: re.Match[str]) -> str:
        name, *filters = found[1].split("|")
        label = self.labels.get(name.removesuffix("?"))
        if label is None:
            return found[0]
        parts = [label, *([_MAYBE] if name.endswith("?") else []), *map(self._filter_word, filters)]
        return f"【{'·'.join(parts)}】"

    def _filter_word(self, written: str) -> str:
        name, colon, argument = written.partition(":")
        return f"{_ARGUED.get(name, name)}“{argument}”" if colon else FORMAT_WORDS.get(name, name)

    def _value(self, found: re.Match[str]) -> str:
        label, *parts = found[1].split("·")
        path = self.paths.get(label)
        if path is None:
            return found[0]
        maybe = "?" if _MAYBE in parts else ""
        filters = [self._filter(part) for part in parts if part != _MAYBE]
        return "{{" + "|".join([path + maybe, *filters]) + "}}"

    def _filter(self, word: str) -> str:
        head, quote, rest = word.partition("“")
        if quote and rest.endswith("”"):
            return f"{self._argued.get(head, head)}:{rest[:-1]}"
        return self._formats.get(word, word)
