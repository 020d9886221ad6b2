"""Read a JSON value that somebody else wrote: typed access that reports every fault at once and reads on.

A wrong value gives a harmless stand-in (empty text, 0, nothing), so that one fault never hides the next; the caller
uses the result only when the sink holds no problem.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal

from onewindow.domain.problems import Sink, did_you_mean, escape

_KINDS: dict[type, str] = {
    str: "文字",
    bool: "true 或 false",
    int: "整数",
    Decimal: "小数",
    list: "列表",
    dict: "对象",
    type(None): "空值 null",
}


@dataclass(frozen=True, slots=True)
class Place:
    """One place in a JSON value. Values hold no float: files are parsed with `parse_float=Decimal`."""

    value: object
    pointer: str
    sink: Sink

    @property
    def key(self) -> str:
        """The last step of the pointer: how messages call this place."""
        return self.pointer.rpartition("/")[2].replace("~1", "/").replace("~0", "~") or "文件"

    def problem(self, message: str, suggestion: str = "") -> None:
        """Report a fault of this place."""
        self.sink.problem(self.pointer, message, suggestion)

    def warn(self, message: str, suggestion: str = "") -> None:
        """Report what was read here but should be looked at."""
        self.sink.warn(self.pointer, message, suggestion)

    def wrong(self, wanted: str) -> None:
        """Report that this value has the wrong type."""
        found = _KINDS.get(type(self.value), type(self.value).__name__)
        self.problem(f"「{self.key}」应为{wanted}，现在是{found}。", f"请改为{wanted}。")

    # -- stepping ---------------------------------------------------------------------------------------------------

    def has(self, key: str) -> bool:
        """Tell whether this object has `key` with anything but null."""
        return isinstance(self.value, dict) and self.value.get(key) is not None

    def at(self, key: str) -> Place:
        """Step to `key` of this object; a missing key gives a place whose value is null."""
        value = self.value.get(key) if isinstance(self.value, dict) else None
        return Place(value, f"{self.pointer}/{escape(key)}", self.sink)

    def members(self) -> Iterator[tuple[str, Place]]:
        """Step through all keys of this object; report when it is none."""
        if not isinstance(self.value, dict):
            self.wrong("对象")
            return
        for key in self.value:
            yield key, self.at(key)

    def items(self, key: str, *, required: bool = False) -> list[Place]:
        """Step through the list under `key`; a missing list is empty, and a fault when `required`."""
        place = self.at(key)
        if not self.has(key):
            if required:
                self.lacks(key)
            return []
        if not isinstance(place.value, list):
            place.wrong("列表")
            return []
        return [Place(item, f"{place.pointer}/{index}", self.sink) for index, item in enumerate(place.value)]

    def is_object(self, known: Collection[str], *, strict: bool = False) -> bool:
        """Tell whether this is an object; report when not. Unknown keys are warnings, or problems when `strict`."""
        if not isinstance(self.value, dict):
            self.wrong("对象")
            return False
        for key in self.value:
            if key not in known:
                report = self.at(key).problem if strict else self.at(key).warn
                report(f"不认识的键「{key}」，没有被采用。", did_you_mean(key, known))
        return True

    def lacks(self, key: str) -> None:
        """Report that `key` is missing here."""
        self.problem(f"缺少「{key}」。", f"请补上「{key}」。")

    # -- leaves -----------------------------------------------------------------------------------------------------

    def text(self, key: str, *, required: bool = True) -> str:
        """Read the text under `key`; missing or empty text is a fault when `required`."""
        place = self.at(key)
        if not isinstance(self.value, dict) or place.value is None:
            if required:
                self.lacks(key)
            return ""
        if not isinstance(place.value, str):
            place.wrong("文字")
            return ""
        if required and not place.value.strip():
            place.problem(f"「{key}」是空的。", "请填写内容。")
        return place.value

    def texts(self, key: str, *, required: bool = False) -> list[str]:
        """Read the list of texts under `key`."""
        found = []
        for place in self.items(key, required=required):
            if isinstance(place.value, str):
                found.append(place.value)
            else:
                place.wrong("文字")
        return found

    def choice(self, key: str, among: Collection[str], *, required: bool = True) -> str:
        """Read a text that has to be one of `among`."""
        word = self.text(key, required=required)
        if word and word not in among:
            self.at(key).problem(f"「{key}」的值「{word}」不认识。", did_you_mean(word, among))
        return word

    def flag(self, key: str, *, default: bool = False, required: bool = False) -> bool:
        """Read true or false under `key`."""
        place = self.at(key)
        if place.value is None:
            if required:
                self.lacks(key)
            return default
        if not isinstance(place.value, bool):
            place.wrong("true 或 false")
            return default
        return place.value

    def integer(self, key: str, *, least: int = 0, required: bool = True) -> int:
        """Read a whole number not below `least` under `key`."""
        place = self.at(key)
        if place.value is None:
            if required:
                self.lacks(key)
            return least
        if not isinstance(place.value, int) or isinstance(place.value, bool):
            place.wrong("整数")
            return least
        if not least <= place.value <= 10**15:
            place.problem(f"「{key}」的值 {place.value} 超出范围。", f"请填写不小于 {least} 的整数。")
            return least
        return place.value


def start(value: object, *, file: str = "", sink: Sink | None = None) -> Place:
    """Stand at the root of `value`."""
    return Place(value, "", sink or Sink(file))
