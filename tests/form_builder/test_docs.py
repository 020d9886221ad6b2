"""The example in docs/forms.md runs."""

from __future__ import annotations

import re

from tests.conftest import ROOT


def test_the_example_runs() -> None:
    (example,) = re.findall(r"```python\n(.*?)```", (ROOT / "docs" / "forms.md").read_text("utf-8"), re.DOTALL)
    exec(compile(example, "docs/forms.md", "exec"), {})
