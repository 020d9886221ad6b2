"""Why each field and each material is asked now, in one sentence each: on demand, from the draft as it was saved."""

from __future__ import annotations

from flask import abort, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from onewindow.domain.permissions import Permission
from onewindow.services import intake
from onewindow.web.access import Visit, allow
from onewindow.web.desk.blueprint import desk
from onewindow.web.desk.resuming import prepared_draft


@desk.get("/apply/<key>/why")
@allow(Permission.CASE_FILE)
def why(visit: Visit, key: str) -> ResponseReturnValue:
    """Every field that is asked now and every material, each with who asks it and why."""
    found = prepared_draft(visit, key)
    if found is None:
        abort(404)
    prepared, draft = found
    plan = prepared.joint.plan
    state = plan.state(intake.known(prepared, draft.raw), prepared.facts)
    asked = set(state.asked)
    return render_template(
        "desk/why.html",
        title=prepared.joint.title,
        sections=[
            {
                "label": section.label,
                "fields": [
                    {
                        "key": name,
                        "label": plan[name].label,
                        "because": state.because(name),
                        "required": name in state.required,
                    }
                    for name in section.fields
                    if name in asked
                ],
            }
            for section in plan.merged.sections
            if asked.intersection(section.fields)
        ],
        spared=[
            {"label": plan[name].label, "because": state.because(name)}
            for name in (field.key for field in plan.merged.fields if field.provided_by)
            if name not in asked
        ],
        materials=[{"name": one.name, "because": one.because, "due": one.due} for one in state.materials],
        back={"label": _("Form"), "url": url_for("desk.form", key=key)},
    )
