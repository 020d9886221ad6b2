"""Which tabs the drafts of each kind of document have."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from onewindow.domain.workbench import matter_tabs, theme_tabs
from onewindow.domain.workbench.papers import tabs as template_tabs
from onewindow.domain.workbench.tabs import Tab

_OTHER = (Tab("publish", "检查与发布"),)
_TABS: Mapping[str, tuple[Tab, ...]] = MappingProxyType(
    {"matter": matter_tabs.TABS, "theme": theme_tabs.TABS, "template": template_tabs.TABS}
)
_PLAIN: Mapping[str, Mapping[str, Tab]] = MappingProxyType({"matter": matter_tabs.PLAIN, "theme": theme_tabs.PLAIN})


def tabs_of(kind: str) -> tuple[Tab, ...]:
    """The tabs of a kind of document, in the order of the work."""
    return _TABS.get(kind, _OTHER)


def plain_tab(kind: str, key: str) -> Tab | None:
    """The tab of this key, when it is drawn from its description alone."""
    return _PLAIN.get(kind, {}).get(key)
