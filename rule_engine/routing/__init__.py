"""Routes: the plan, the way of a case through it, which steps are open now, and what is wrong with a plan."""

from rule_engine.routing.drawing import Links, draw
from rule_engine.routing.frontier import Because, Frontier, frontier
from rule_engine.routing.lint import lint_plan
from rule_engine.routing.plan import Arrow, RoutePlan, Step
from rule_engine.routing.route import Route, route

__all__ = [
    "Arrow",
    "Because",
    "Frontier",
    "Links",
    "Route",
    "RoutePlan",
    "Step",
    "draw",
    "frontier",
    "lint_plan",
    "route",
]
