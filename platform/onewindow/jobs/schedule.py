"""What beat starts, and how often.

Intervals only, never times of the day: each job finds out by itself what is due, so a beat that was down for a night
misses nothing, and one that takes over from another may start a job once more without harm.
"""

from __future__ import annotations

from collections.abc import Mapping

SCHEDULE: Mapping[str, Mapping[str, object]] = {}
