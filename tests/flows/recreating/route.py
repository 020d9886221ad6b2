"""The way of handling: begun with a ready one, steps put in, ways parted and led, in the order of the target."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.flows.recreating.hand import Worker
from tests.flows.recreating.plain import fill

Json = Any
Step = Mapping[str, Json]
STEPS = "route/steps"


def build(hand: Worker, target: Json) -> None:
    """All steps of the target and where they lead, without conditions; conditional ways come before the last one."""
    if target["route"]["steps"] == [{"id": "end", "kind": "end"}]:
        return
    hand.do("route", "start:county")
    Builder(hand, target).build()


@dataclass
class Builder:
    """`made`: what the page calls each step of the target that is there already.

    `extra`: the fork and the join that came with the last step put in beside another.
    """

    hand: Worker
    target: Json
    made: dict[str, str] = field(default_factory=dict)
    extra: dict[str, str] = field(default_factory=dict)

    @property
    def steps(self) -> dict[str, Step]:
        """The steps of the target, by name."""
        return {step["id"]: step for step in self.target["route"]["steps"]}

    def build(self) -> None:
        """First the way that is taken when no condition holds, then what parts from it; names, properties, order."""
        route = self.target["route"]
        first, last = self.there()
        end = next(name for name in self.along(route["start"]) if self.steps[name]["kind"] == "end")
        begin = route["start"]
        if self.kind(begin) == "fork":
            begin = self.ways(begin)[0]
        self.made |= {begin: first, end: last}
        self.chain(route["start"], "")
        for name in list(self.steps):
            self.part(name)
        for name in self.steps:
            self.lead(name)
        for name in self.steps:
            fill(
                self.hand, "route", self.target, {f"{STEPS}/{self.made[name]}": f"{STEPS}/{name}"}, step=self.made[name]
            )
        self.order()

    def there(self) -> list[str]:
        """The steps on the page, in its order."""
        buttons = self.hand.open("route").form().buttons
        found = [value.removeprefix("pick:") for _name, value in buttons if value.startswith("pick:")]
        return [each for each in dict.fromkeys(found) if each]

    def kind(self, name: str) -> str:
        """The kind of a step."""
        return str(self.steps[name].get("kind", "task"))

    def ways(self, name: str) -> list[str]:
        """Where a step leads."""
        step = self.steps[name]
        return [str(way["to"]) for way in step.get("branches" if self.kind(name) == "fork" else "next", ())]

    def along(self, name: str) -> list[str]:
        """The way from a step when no condition holds; of a fork its join."""
        found = [name]
        while self.ways(name):
            name = str(self.steps[name]["join"]) if self.kind(name) == "fork" else self.ways(name)[-1]
            found.append(name)
        return found

    def chain(self, name: str, behind: str, act: str = "") -> None:
        """The steps from one on, each put in behind the one before, as far as one that is there already."""
        while name:
            if self.kind(name) == "fork":
                self.fork(name, behind, act)
                behind = str(self.steps[name]["join"])
            else:
                if name not in self.made:
                    self.put(name, act or f"after-{'external' if self.kind(name) == 'external' else 'task'}", behind)
                behind = name
            onward, act = self.ways(behind), ""
            name = onward[-1] if onward and onward[-1] not in self.made else ""

    def put(self, name: str, act: str, beside: str) -> None:
        """A new step beside one that is there."""
        before = self.there()

        self.hand.do("route", f"{act}:{self.made[beside]}", step=self.made[beside])
        new = [each for each in self.there() if each not in before]
        own = [each for each in new if not each.startswith(("fork_", "join_"))]
        self.made[name] = own[0] if own else new[0]
        for each in set(new) - {self.made[name]}:
            self.extra[each.partition("_")[0]] = each

    def fork(self, name: str, behind: str, act: str = "") -> None:
        """A fork: its first branch like any step, the others at the same time as that."""
        first, *others = self.ways(name)
        join = str(self.steps[name]["join"])
        if first not in self.made:
            self.put(first, act or "after-task", behind)
        for number, other in enumerate(others):
            self.put(other, "beside", first)
            if number == 0:
                self.made |= {name: self.extra["fork"], join: self.extra["join"]}
        for branch in (first, *others):
            step = branch
            while self.ways(step)[-1] not in self.made:
                onward = self.ways(step)[-1]
                self.put(onward, "after-task", step)
                step = onward

    def part(self, name: str) -> None:
        """The ways from a step that are taken under a condition; steps that only they lead to are put in."""
        if self.kind(name) == "fork" or name not in self.made:
            return
        for to in self.ways(name)[:-1]:
            if to in self.made:
                self._also(name, to)
            else:
                self.chain(to, name, "part")
                self.part(to)

    def _also(self, name: str, to: str) -> None:
        form = self.hand.open("route", step=self.made[name]).form()
        form.write("target", self.made[to])
        self.hand.press(form, f"part:{self.made[name]}")

    def lead(self, name: str) -> None:
        """Every way leads where the target says."""
        for number, to in enumerate(self.ways(name)):
            form = self.hand.open("route", step=self.made[name]).form()
            box = form.all(f"to-{number}")
            if box and box[0].values != [self.made[to]]:
                form.write(f"to-{number}", self.made[to])
                self.hand.press(form, f"lead:{self.made[name]}>{number}")

    def order(self) -> None:
        """The steps in the order of the target."""
        for place, name in enumerate(self.steps):
            while self.there().index(name) > place:
                self.hand.do("route", f"up:{name}", step=name)
