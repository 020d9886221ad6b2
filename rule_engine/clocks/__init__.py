"""Limits, clocks, due dates and cards, by the counting conventions of the domain (requirements R074 to R080)."""

from rule_engine.clocks.account import Account, account
from rule_engine.clocks.cards import Card, card_at, remaining
from rule_engine.clocks.clock import CALENDAR_DAY, WORKING_DAY, Clock, Extension, Limit, Pause
from rule_engine.clocks.days import AccountDay, DayKind
from rule_engine.clocks.due import Due, Suspended, due, received

__all__ = [
    "CALENDAR_DAY",
    "WORKING_DAY",
    "Account",
    "AccountDay",
    "Card",
    "Clock",
    "DayKind",
    "Due",
    "Extension",
    "Limit",
    "Pause",
    "Suspended",
    "account",
    "card_at",
    "due",
    "received",
    "remaining",
]
