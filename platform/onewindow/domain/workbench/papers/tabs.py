"""The tabs of a print template."""

from __future__ import annotations

from onewindow.domain.workbench.tabs import Tab

TABS = (
    Tab("layout", "版面", owns=("name", "key", "schema", "page", "styles", "footer", "watermark", "blocks")),
    Tab("fields", "字段"),
    Tab("proof", "预览与检查"),
    Tab("publish", "发布"),
)
