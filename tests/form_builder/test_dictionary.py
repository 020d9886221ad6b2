"""Elements that a form brings along, beside those of the dictionary."""

from __future__ import annotations

import pytest

from form_builder import Dictionary, DocumentError


def test_own_elements_stand_beside_the_dictionary() -> None:
    def own(*elements: dict[str, object]) -> dict[str, object]:
        return {"schema": "onewindow/elements/1", "elements": list(elements)}

    general = Dictionary.from_json(own({"key": "a.born", "label": "出生日期", "kind": "date"}))
    age = {
        "key": "m1.age",
        "label": "申请时年龄",
        "kind": "integer",
        "compute": {"age_on": [{"var": "a.born"}, {"var": "application.date"}]},
    }
    joined = Dictionary.from_json(own(age), beside=general)
    assert [element.key for element in joined] == ["a.born", "m1.age"]
    assert len(general) == 1
    with pytest.raises(DocumentError) as refused:
        Dictionary.from_json(own({"key": "a.born", "label": "生日", "kind": "text"}), beside=general)
    assert [finding.pointer for finding in refused.value.findings] == ["/elements/0/key"]
    with pytest.raises(DocumentError) as unknown:
        Dictionary.from_json(own({**age, "compute": {"var": "a.nothing"}}), beside=general)
    assert [finding.pointer for finding in unknown.value.findings] == ["/elements/0/compute"]
