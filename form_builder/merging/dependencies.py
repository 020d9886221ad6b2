"""Which member waits for which, and in what waves the members can be handled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from form_builder.errors import ConflictError

Dependencies = Mapping[str, Sequence[str]]


def waves(dependencies: Dependencies) -> list[list[str]]:
    """Topological levels: members of one wave can be handled side by side, each wave after the one before.

    `dependencies` maps a member to the members whose results it needs; order inside a wave is the mapping's order.
    Raises ConflictError if members wait for each other in a circle.
    """
    done: set[str] = set()
    levels: list[list[str]] = []
    while len(done) < len(dependencies):
        level = [key for key, needs in dependencies.items() if key not in done and done.issuperset(needs)]
        if not level:
            raise ConflictError(
                [f"事项互相等待对方的结果：{'、'.join(key for key in dependencies if key not in done)}"]
            )
        levels.append(level)
        done.update(level)
    return levels


def circle(dependencies: Dependencies) -> tuple[str, ...]:
    """One circle of members that wait for each other, in waiting order; empty if there is none."""
    settled: set[str] = set()

    def visit(key: str, trail: tuple[str, ...]) -> tuple[str, ...]:
        if key in trail:
            return trail[trail.index(key) :]
        if key in settled:
            return ()
        for target in dependencies.get(key, ()):
            if found := visit(target, (*trail, key)):
                return found
        settled.add(key)
        return ()

    for start in dependencies:
        if found := visit(start, ()):
            return found
    return ()
