"""Two invented applicants for 开办餐饮店, and how a visitor files them without a screen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tests.flows.visitor import Answer, Visitor, said

THEME = "/desk/themes/open_restaurant"


@dataclass(frozen=True)
class Application:
    """What somebody answers in the guide and in the form, and which materials he brings."""

    guide: Mapping[str, str]
    answers: Mapping[str, str | list[str]]
    materials: tuple[str, ...]

    def posted(self, **changed: str) -> dict[str, str | list[str]]:
        """The form as a browser posts it; `changed` replaces or adds values by name, with `__` for the point."""
        handed = {f"material-{key}-{name}": value for key in self.materials for name, value in HANDED}
        return {**self.answers, **handed, **{name.replace("__", "."): value for name, value in changed.items()}}


HANDED = (("received", "1"), ("way", "paper"), ("pages", "2"))
PREMISES = {
    "premises.division": "441322001001",
    "premises.address": "罗阳街道博惠路18号首层",
    "premises.area_m2": "86.5",
}
KITCHEN: dict[str, str | list[str]] = {
    "food.main_business": "catering",
    "food.items": ["hot_dish"],
    "food.online_sale": "0",
    "food.vending_machine": "0",
    "premises.seat_count": "40",
    "food.safety_manager_name": "王强",
    "food.employee_count": "6",
}
SIGN = {
    "ad.kind": "sign",
    "ad.location": "店门上方",
    "ad.width_m": "4",
    "ad.height_m": "1.5",
    "ad.content": "老㛃记",
    "ad.electronic": "0",
}
ENDING = {"entrust.is_entrusted": "0", "delivery.method": "window", "commit.truthful": "1"}

SHOP = Application(
    guide={
        "org.has_licence": "1",
        "guide.has_sign": "1",
        "premises.is_public_gathering": "0",
        "guide.drain_to_network": "0",
    },
    answers={
        "org.name": "博罗县罗阳街道老㛃记䶮味餐饮店",
        "org.uscc": "92441322MA4WXCKM2N",
        "org.type": "individual_business",
        "org.legal_person_name": "李䶮",
        "org.legal_person_id_number": "441322198503071235",
        "org.phone": "13800138000",
        **PREMISES,
        **KITCHEN,
        **SIGN,
        **ENDING,
    },
    materials=("food_application_form", "business_licence", "layout_plan", "sign_form", "ad_effect_drawing"),
)
"""李䶮 has a licence and hangs a sign: two cases, of the market authority and of the town."""

FROM_ZERO = Application(
    guide={**SHOP.guide, "org.has_licence": "0", "premises.is_public_gathering": "1"},
    answers={
        "applicant.name": "欧阳䶮",
        "applicant.id_type": "resident_id",
        "applicant.id_number": "441322199002143215",
        "applicant.phone": "13900139000",
        "applicant.gender": "1",
        "org.phone": "13900139001",
        "biz.name_proposed": "博罗县罗阳街道㛃香小厨",
        "biz.form": "personal",
        "biz.scope": "餐饮服务",
        **PREMISES,
        "premises.ownership": "own",
        "premises.floors": "首层",
        "premises.venue_type": "restaurant",
        **KITCHEN,
        **SIGN,
        "fire.mode": "commitment",
        "fire.exits_count": "2",
        "fire.responsible_name": "欧阳䶮",
        "fire.responsible_phone": "13900139000",
        **ENDING,
    },
    materials=(
        *("biz_registration_form", "id_card", "food_application_form", "layout_plan", "sign_form"),
        *("ad_effect_drawing", "fire_commitment_letter"),
    ),
)
"""欧阳䶮 begins with nothing: the registration comes first, three more cases wait for it."""


def begin(clerk: Visitor, application: Application) -> str:
    """Answer the guide; the address of the form."""
    clerk.get(THEME)
    answer = clerk.post(THEME, {**application.guide, "action": "start"})
    assert answer.status == 302, said(answer)[:500]
    return answer.location


def submit(clerk: Visitor, form: str, application: Application, **changed: str) -> Answer:
    """Post the whole form."""
    clerk.get(form)
    return clerk.post(form, {**application.posted(**changed), "action": "submit"})


def file(clerk: Visitor, application: Application, **changed: str) -> Answer:
    """File an application from the guide to the page that says it is accepted."""
    answer = submit(clerk, begin(clerk, application), application, **changed)
    assert answer.status == 303, answer.problems or said(answer)[:500]
    return clerk.follow(answer)
