"""What an edit would change, in the sentences in which versions are compared."""

from __future__ import annotations

from onewindow.domain.publishing.diff import diff
from onewindow.domain.publishing.values import labels_of
from onewindow.domain.sheets.changing import applied
from onewindow.domain.sheets.edits import Edit
from onewindow.domain.sheets.views import View, whole


def told(view: View, edit: Edit) -> list[str]:
    """The sentences of one edit, made alone; none when it changes nothing."""
    labels = labels_of(view.around.dictionary) if view.around.dictionary else None
    return [each.sentence for each in diff(whole(view.kind, view.document), applied(view, [edit]), labels=labels)]
