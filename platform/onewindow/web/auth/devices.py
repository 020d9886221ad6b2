"""What a browser calls itself, as people call it: enough to know one's own machines apart, and nothing more."""

from __future__ import annotations

import re

BROWSERS = (
    (re.compile(r"Edg/(\d+)"), "Edge"),
    (re.compile(r"Firefox/(\d+)"), "Firefox"),
    (re.compile(r"Chrome/(\d+)"), "Chrome"),
    (re.compile(r"Version/(\d+).*Safari/"), "Safari"),
)
SYSTEMS = (
    *(("Windows", "Windows"), ("Android", "Android"), ("iPhone", "iPhone")),
    *(("iPad", "iPad"), ("Mac OS", "macOS"), ("Linux", "Linux")),
)


def device_of(user_agent: str) -> str:
    """A short name from the `User-Agent` header: `Chrome 120 · Windows`; `其他设备` when it says nothing known."""
    browser = next((f"{name} {hit[1]}" for pattern, name in BROWSERS if (hit := pattern.search(user_agent))), "")
    system = next((name for sign, name in SYSTEMS if sign in user_agent), "")
    return " · ".join(part for part in (browser, system) if part) or "其他设备"
