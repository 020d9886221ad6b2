"""The page on which the second of two people chooses, sent as a browser would."""

from __future__ import annotations

import html
import re

from tests.flows.visitor import Answer, Visitor

HELD = re.compile(r'<textarea name="([^"]+)" hidden>\n([^<]*)</textarea>')
ACTION = re.compile(r'<form method="post" action="([^"]+)" class="ow-sheet">')
PLACE = re.compile(r'name="choose:([^"]+)" value="mine"')


def choose(who: Visitor, clash: Answer, side: str = "mine") -> Answer:
    """Send the choice: everything the page carries, and one side for every place."""
    assert clash.status == 409, clash.status
    action = ACTION.search(clash.text)
    assert action
    carried = [
        *clash.hidden.items(),
        *((html.unescape(name), html.unescape(text)) for name, text in HELD.findall(clash.text)),
    ]
    chosen = [(f"choose:{html.unescape(place)}", side) for place in PLACE.findall(clash.text)]
    assert chosen
    return who.post(html.unescape(action.group(1)), [*carried, *chosen])
