"""Pages work in the oldest browsers that docs/design.md names: Chromium 88, Firefox 102, Safari 15."""

from __future__ import annotations

import re

import pytest

from tests.structure.test_layout import ROOT, lines_matching

YOUNGER_SCRIPT = {
    r"\bstructuredClone\(": "Chromium 98, Safari 15.4",
    r"\.at\(": "Chromium 92, Safari 15.4",
    r"Object\.hasOwn\(": "Chromium 93, Safari 15.4",
    r"\.findLast(Index)?\(": "Chromium 97, Safari 15.4, Firefox 104",
    r"\.to(Sorted|Reversed|Spliced)\(": "Chromium 110",
    r"\b(Object|Map)\.groupBy\(|Array\.fromAsync\(|Promise\.withResolvers\(": "Chromium 117",
    r"\brandomUUID\(": "Chromium 92, Safari 15.4",
    r"\brequestSubmit\(": "Safari 16",
    r"AbortSignal\.(any|timeout)\(": "Chromium 103",
    r"\.(showModal|showPopover|togglePopover|checkVisibility|startViewTransition)\(": "Safari 15.4 and younger",
    r"\(\?<[=!]": "Safari 16.4",
    r"^(?:(?:const|let) .*= )?await ": "Chromium 89",
    r":has\(": "Chromium 105, Firefox 121",
}
YOUNGER_STYLE = {
    r":has\(": "Chromium 105, Firefox 121",
    r"@container\b": "Chromium 105",
    r"@layer\b": "Chromium 99",
    r"\bcolor-mix\(": "Chromium 111",
    r"(^|[{;,\s])&": "nesting: Chromium 112",
    r"\d[dsl]v[hwib]\b": "Chromium 108",
    r"@media[^{]*[<>]": "Chromium 104",
}


@pytest.mark.parametrize(
    ("suffix", "pattern", "since"),
    [(".js", *each) for each in YOUNGER_SCRIPT.items()] + [(".css", *each) for each in YOUNGER_STYLE.items()],
)
def test_nothing_younger_than_the_browsers_of_offices(suffix: str, pattern: str, since: str) -> None:
    assert lines_matching(re.compile(pattern), {suffix}) == [], since


def test_leaving_is_guarded_in_one_place() -> None:
    """Old browsers look at `returnValue` only; `guardLeaving` sets both."""
    script = "platform/onewindow/web/static/js/page.js"
    assert (ROOT / script).is_file()
    assert {place.rpartition(":")[0] for place in lines_matching(re.compile(r'"beforeunload"'), {".js"})} == {script}
