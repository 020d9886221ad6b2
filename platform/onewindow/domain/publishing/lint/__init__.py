"""What is doubtful in the content of a matter: vague wording, parts that disagree, proofs that go in circles.

Everything here is a `Finding` with its place, a sentence and the way out; a matter that can be read is looked at as a
whole. Requirements R014, R016-R018, R020, R021, R093; domain study 2.2 (rules of auditors) and 2.5.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from onewindow.domain.matter import MatterDocument
from onewindow.domain.publishing.findings import Finding
from onewindow.domain.publishing.lint import consistency, kinds, materials, proofs, timing, wording

Proofs = Mapping[str, Collection[str]]


def doubts(matter: MatterDocument, asked: Proofs) -> Iterator[Finding]:
    """Everything to say about a matter's content.

    `asked`: key of each published matter → keys of the matters whose results it asks for as materials.
    """
    body = matter.json
    yield from kinds.findings(body)
    yield from proofs.findings(matter.key, body, asked)
    yield from wording.findings(body)
    yield from consistency.findings(body)
    yield from materials.findings(body)
    yield from timing.findings(matter)


__all__ = ["Proofs", "doubts"]
