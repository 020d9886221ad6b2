"""A rehearsal: the examples of every matter as real cases, from acceptance to paper, and nothing of it stays."""

from onewindow.services.rehearsal.playing import Played, rehearse

__all__ = ["Played", "rehearse"]
