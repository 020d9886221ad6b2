"""`onewindow forms`: look at forms and merge them."""

from __future__ import annotations

import json
import pathlib
from decimal import Decimal
from typing import Any

import click

from form_builder import facts
from onewindow.cli.cases import FOLDER, files_of, refuse, say
from onewindow.domain.case_format import Pack, read_folder
from onewindow.domain.effective import CompiledMatter, compile_matter
from onewindow.domain.joint import JointForm, Unjoinable, compile_joint, prepare
from onewindow.domain.problems import Problems, did_you_mean
from onewindow.domain.rehearsal import revived


@click.group()
def forms() -> None:
    """Look at forms and merge them."""


@forms.command()
@click.argument("folder", type=FOLDER)
@click.argument("matters", nargs=-1)
@click.option("--theme", help="Merge the members of this theme (all of them when no answers are given).")
@click.option(
    "--answers",
    type=click.Path(exists=True, dir_okay=False, path_type=pathlib.Path),
    help="JSON file of flat answers, element key to value: decides the members and what is asked.",
)
@click.pass_context
def merge(
    ctx: click.Context, folder: pathlib.Path, matters: tuple[str, ...], theme: str | None, answers: pathlib.Path | None
) -> None:
    """Merge MATTERS, or the members of a theme, of the case files in FOLDER; print form and provenance as JSON."""
    pack = read_folder(files_of(folder))
    if isinstance(pack, Problems):
        refuse(pack)
        ctx.exit(1)
    if bool(matters) == bool(theme):
        raise click.UsageError("请写出事项，或用 --theme 指定一件事，二者取一。")
    given = _answers(answers)
    joint = _joint(pack, matters, theme, given)
    if isinstance(joint, Unjoinable):
        say({"ok": False, "messages": list(joint.messages), "conflicts": [each.to_json() for each in joint.conflicts]})
        ctx.exit(1)
    click.echo(json.dumps(_report(joint, given), ensure_ascii=False, indent=1))


def _answers(path: pathlib.Path | None) -> dict[str, Any]:
    if path is None:
        return {}
    try:
        found = json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        raise click.BadParameter(f"不是有效的 JSON 文件：{path.name}（{error}）", param_hint="--answers") from None
    if not isinstance(found, dict):
        raise click.BadParameter("应为一个对象：数据元的键 → 值。", param_hint="--answers")
    return found


def _joint(pack: Pack, matters: tuple[str, ...], theme: str | None, given: dict[str, Any]) -> JointForm | Unjoinable:
    """Compile what is to be merged; a theme without answers is merged with all its members."""
    if theme is None:
        return prepare({key: _matter(pack, key) for key in dict.fromkeys(matters)})
    if theme not in pack.themes:
        raise click.BadParameter(f"没有一件事「{theme}」。{did_you_mean(theme, pack.themes)}", param_hint="--theme")
    document = pack.themes[theme]
    members = {member.matter: _matter(pack, member.matter) for member in document.members}
    return prepare(members, document, given) if given else compile_joint(list(members.values()), document)


def _matter(pack: Pack, key: str) -> CompiledMatter:
    if key not in pack.matters:
        raise click.BadParameter(f"没有事项「{key}」。{did_you_mean(key, pack.matters)}", param_hint="MATTERS")
    return compile_matter(pack.matters[key], pack.dictionary)


def _report(joint: JointForm, given: dict[str, Any]) -> dict[str, Any]:
    """The merged form; with answers also what is asked now, and why."""
    answers = revived(joint.plan, given)
    state = joint.plan.state(answers, joint.facts(answers, {}))
    order = joint.order(state)
    days = {member.key: member.promised_days(facts(answers)) for member in joint.members}
    report = joint.merged.to_json() | {
        "waves": [list(wave) for wave in order.waves],
        "package_promised_days": order.package_days(days),
    }
    if given:
        report["asked"] = [{"element": key, "because": state.because(key)} for key in state.asked]
        report["materials_now"] = [
            {"key": each.key, "status": each.status, "because": each.because} for each in state.materials
        ]
    return report
