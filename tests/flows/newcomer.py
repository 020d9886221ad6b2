"""A newcomer builds 高龄津贴 from nothing, through the screens alone; every press is counted, every page pictured."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.flows import window
from tests.flows.picturing import Shots
from tests.flows.town_hall import TownHall

Open = Callable[..., Page]
EDITOR, HEAD, LEGAL, CATALOGUE, ADMIN, VILLAGE = (
    "civil.editor",
    "civil.head",
    "boluo.legal",
    "boluo.catalogue",
    "boluo.admin",
    "village.window",
)
NAME = "八十岁以上老人津贴"


class Hand:
    """One person at one browser: presses are counted, typed text is not; pictures are numbered."""

    def __init__(self, page: Page, shots: Shots) -> None:
        self.page = page
        self.shots = shots

    def press(self, target: Locator) -> None:
        """A click, or what keys do instead."""
        self.shots.presses += 1
        target.click()

    def choose(self, target: Locator, label: str) -> None:
        """One choice from a list."""
        self.shots.presses += 1
        if target.evaluate("each => each.hidden"):  # a long list is searched by typing
            box = self.page.locator(f'[id="{(target.get_attribute("id") or "").removesuffix("-list")}"]')
            box.fill(label)
            box.press("Enter")
        else:
            target.select_option(label=label)

    def tick(self, target: Locator) -> None:
        """One box."""
        self.shots.presses += 1
        target.check()

    def type(self, target: Locator, text: str) -> None:
        """Typed text, which is not counted."""
        target.fill(text)

    def saved(self) -> None:
        """The page has kept what was typed."""
        expect(self.page.locator("#ow-saved")).to_contain_text("已保存")

    def picture(self, name: str, *places: Locator) -> None:
        """A numbered picture of the page as it is, with a mark at each of these places."""
        self.shots.take(self.page, name, *places)


FIELDS = (
    *("申请人姓名", "申请人证件类型", "申请人证件号码", "联系电话", "出生日期", "户籍所在地区划", "银行账户户名"),
    *("开户银行", "银行账号", "生存认证方式", "是否委托他人办理", "代理人姓名", "代理人联系电话"),
    "申请人承诺所填信息及材料真实有效",
)
MATERIALS = ("申请人居民身份证", "居民户口簿", "银行卡复印件", "授权委托书", "生存状况核实表")


def begin(hand: Hand) -> None:
    """A new matter by name."""
    page = hand.page
    change = page.get_by_role("button", name="修改").first
    hand.picture("home", page.get_by_role("button", name="开始", exact=True), change, page.locator("#wb-drafts"))
    hand.type(page.get_by_label("事项名称"), NAME)
    hand.press(page.get_by_role("button", name="开始"))
    page.wait_for_url("**/basics")
    hand.picture("begun")


def tab(hand: Hand, label: str) -> None:
    """Over to another tab."""
    hand.press(hand.page.get_by_role("navigation", name="事项的各部分").get_by_role("link", name=label))
    hand.page.wait_for_load_state()


def basics(hand: Hand) -> None:
    """What it is, who does it, how long it takes."""
    page = hand.page
    hand.type(page.get_by_label("日常用语"), "老人津贴")
    hand.choose(page.get_by_label("事项类型"), "行政给付")
    hand.choose(page.get_by_label("办理类别"), "行政权力类")
    hand.type(page.get_by_label("县级单位"), "县民政局")
    hand.type(page.get_by_label("镇（街道）单位"), "镇公共服务办")
    hand.type(page.get_by_label("村（社区）"), "村(居)委会")
    hand.type(page.get_by_label("法律法规和文件"), "中华人民共和国老年人权益保障法\n广东省老年人权益保障条例")
    hand.type(page.locator("[name='limits/statutory']").first, "20")
    hand.type(page.locator("[name='limits/promised']").first, "10")
    hand.choose(page.get_by_label("结果类型"), "发放（给付）")
    hand.type(page.get_by_label("结果名称"), "高龄津贴审批表")
    hand.saved()
    hand.picture("basics")


def form(hand: Hand) -> None:
    """Fields from the dictionary, one of its own, two conditions."""
    page = hand.page
    tab(hand, "表单")
    search = page.get_by_label("名称或拼音首字母")
    for label in FIELDS:
        search.fill(label)
        hand.press(page.locator("#palette").get_by_role("button", name=label).first)
        expect(page.locator(".ow-paper-picked")).to_contain_text(label)
    hand.picture("form-fields")
    hand.press(page.get_by_text("新建字典里没有的数据项"))
    page.locator("#new-label").fill("申请时周岁")
    hand.choose(page.locator("#new-kind"), "整数")
    hand.choose(page.locator("#new-calculation"), "周岁：从出生日期到申请日")
    hand.choose(page.locator("#new-first"), "出生日期")
    hand.press(page.get_by_role("button", name="新建这一项"))
    if page.get_by_role("button", name="都不是，新建一项").count():
        hand.picture("form-similar")
        hand.press(page.get_by_role("button", name="都不是，新建一项"))
    expect(page.locator(".ow-paper-picked")).to_contain_text("申请时周岁")
    for label in ("代理人姓名", "代理人联系电话"):
        hand.press(page.locator(".ow-paper").get_by_role("button", name=label))
        expect(page.locator(".ow-paper-picked")).to_contain_text(label)
        hand.press(page.locator("[id$='/shown']").get_by_role("link"))
        condition(hand, "是否委托他人办理", "为", "是")
    picked = page.locator(".ow-paper-picked")
    hand.picture("form-done", page.locator("#palette-title"), picked, page.get_by_role("region", name="属性"))


def condition(hand: Hand, what: str, how: str, value: str) -> None:
    """One sentence of a condition, kept."""
    page = hand.page
    hand.choose(page.get_by_label("哪一项"), what)
    hand.choose(page.get_by_label("怎样比较"), how)
    box = page.get_by_label("值", exact=True)
    expect(box).to_be_visible()
    if box.evaluate("each => each.tagName") == "SELECT":
        hand.choose(box, value)
    else:
        hand.type(box, value)
    expect(page.locator(".ow-wb-sentence")).to_contain_text(value)
    hand.picture("condition", page.get_by_label("哪一项"), page.locator("#rule-read"), page.locator("#rule-try"))
    hand.press(page.get_by_role("button", name="保留这个条件"))
    page.wait_for_load_state()


def materials(hand: Hand) -> None:
    """Five, two of them only sometimes."""
    page = hand.page
    tab(hand, "材料")
    for name in MATERIALS:
        hand.press(page.get_by_role("button", name="添加材料"))
        box = page.locator("details[open] input[name$='/name']").last
        expect(box).to_be_focused()
        page.keyboard.type(name)
        hand.saved()
    for name, what, how, value in (
        ("授权委托书", "是否委托他人办理", "为", "是"),
        ("生存状况核实表", "生存认证方式", "等于", "村(居)上门核实"),
    ):
        item = page.locator("details.ow-wb-item", has_text=name).last
        if not item.evaluate("each => each.open"):
            hand.press(item.locator("> summary"))
        hand.choose(item.get_by_label("必要性"), "有条件时必要")
        hand.saved()
        hand.press(item.locator("[id$='/needed']").get_by_role("link"))
        condition(hand, what, how, value)
    hand.picture("materials")


def conditions(hand: Hand) -> None:
    """Two conditions in words, one check by rule."""
    page = hand.page
    tab(hand, "受理条件")
    for text in ("具有本县户籍", "年满八十周岁"):
        hand.press(page.get_by_role("button", name="添加条件"))
        expect(page.locator("details[open] textarea[name$='/text']").last).to_be_focused()
        page.keyboard.type(text)
        hand.saved()
    hand.press(page.get_by_role("button", name="添加核查"))
    expect(page.locator("[name^='checks/'][name$='/text']")).to_be_focused()
    page.keyboard.type("未满八十周岁不予受理")
    hand.choose(page.locator("[name^='checks/'][name$='/outcome']"), "不予受理")
    hand.saved()
    hand.press(page.locator("[id^='f-checks/'][id$='/if']").get_by_role("link"))
    condition(hand, "申请时周岁", "小于", "80")
    hand.picture("conditions")


def place(hand: Hand) -> None:
    """Where a case belongs."""
    tab(hand, "基本要素")
    hand.choose(hand.page.get_by_label("办理地由哪一项决定"), "户籍所在地区划")
    hand.saved()


def guide(hand: Hand) -> None:
    """What the public reads beside the matter."""
    tab(hand, "办事指南")
    hand.type(hand.page.get_by_label("咨询电话"), "0752-6200000")
    hand.saved()
    hand.picture("guide")


def signed_in(open_page: Open, hall: TownHall, who: str, shots: Shots) -> Hand:
    """Somebody of the county at his own browser, on the workbench."""
    page = window.signed_in(open_page(1280, 900), hall, who)
    page.goto(f"{hall.url}/workbench/" if who == EDITOR else f"{hall.url}/workbench/inbox")
    return Hand(page, shots)


def route(hand: Hand) -> None:
    """Village, town, and the county only where a table by age says so."""
    page = hand.page
    tab(hand, "办理流程")
    hand.press(page.get_by_role("button", name="村受理 → 镇审核 → 县审批"))
    expect(page.locator(".ow-route-steps li").first).to_be_visible()
    table(hand)
    hand.press(page.locator(".ow-route-steps").get_by_role("button", name="审核").first)
    expect(page.locator("#picked")).to_contain_text("审核")
    hand.choose(page.locator("#target"), "结束")
    hand.press(page.locator("button[value^='part:']"))
    page.wait_for_url(lambda url: "/rule?" in url)
    result = page.get_by_label("哪一项").locator("option[value^='table.']").first.text_content() or ""
    condition(hand, result, "等于", "镇")
    hand.picture("route", page.locator(".ow-route-map .picked"), page.locator("#picked-title"))


def table(hand: Hand) -> None:
    """Who decides, by age: pasted from a sheet."""
    page = hand.page
    hand.press(page.get_by_role("button", name="添加决策表"))
    hand.type(page.locator("#name"), "由谁审批")
    hand.choose(page.locator("#about"), "申请时周岁")
    hand.press(page.get_by_role("button", name="添加为条件列"))
    expect(page.locator("th.ow-grid-when")).to_have_count(1)
    hand.press(page.locator("#paste summary"))
    hand.type(page.locator("#pasted"), "80..99\t镇\n>=100\t县\n<80\t镇")
    hand.press(page.get_by_role("button", name="放入表格"))
    expect(page.locator("tr[data-row]")).to_have_count(3)
    hand.picture("table", page.locator("#about"), page.locator("tr[data-row]").first, page.get_by_text("检查结果"))
    hand.press(page.locator("#ow-wb-main").get_by_role("link", name="返回办理流程"))


def documents(hand: Hand) -> None:
    """The papers: what the law demands is offered, a preview looked at."""
    page = hand.page
    tab(hand, "文书")
    hand.tick(page.get_by_label("审核确认通知书"))
    hand.saved()
    lacking = page.get_by_role("button", name="加上")
    for left in range(lacking.count() - 1, 0, -1):
        hand.press(lacking.first)
        expect(lacking).to_have_count(left)
    hand.picture("documents", lacking, page.locator("#ow-wb-main input:checked").first, page.get_by_text("预览").first)
    hand.press(lacking)
    expect(lacking).to_have_count(0)


ANSWERS = {
    "applicant.name": "欧阳䶮",
    "applicant.id_type": "resident_id",
    "applicant.phone": "13800000000",
    "applicant.household_division": "441322001001",
    "bank.account_name": "欧阳䶮",
    "bank.name": "博罗农商银行",
    "bank.account_no": "6217001234567890123",
    "commit.truthful": "1",
}
PEOPLE = (
    (
        "八十五岁，本人到场",
        {"applicant.birth_date": "1941-03-02", "elder.alive_verified": "presence", "entrust.is_entrusted": "0"},
    ),
    (
        "一百零一岁，上门核实、委托代办",
        {
            "applicant.birth_date": "1925-03-02",
            "elder.alive_verified": "visit",
            "entrust.is_entrusted": "1",
            "entrust.agent_name": "欧阳明",
            "entrust.agent_phone": "13900000000",
        },
    ),
    (
        "七十岁，不符合条件",
        {"applicant.birth_date": "1956-03-02", "elder.alive_verified": "face", "entrust.is_entrusted": "0"},
    ),
)


def examples(hand: Hand) -> None:
    """Three applicants; what follows from them is expected from then on."""
    page = hand.page
    tab(hand, "示例")
    for name, answers in PEOPLE:
        hand.press(page.get_by_role("button", name="添加一位申请人"))
        hand.type(page.get_by_label("这位申请人的特点"), name)
        window.fill(
            page, {key: text for key, text in {**ANSWERS, **answers}.items() if not key.startswith("entrust.agent")}
        )
        if "entrust.agent_name" in answers:
            hand.press(page.get_by_role("button", name="更新"))
            window.fill(page, {key: answers[key] for key in ("entrust.agent_name", "entrust.agent_phone")})
        hand.picture("example")
        hand.press(page.get_by_role("button", name="保存示例"))
        expect(page.locator("#ow-wb-main")).to_contain_text(name)
    hand.picture("examples")


def publish(hand: Hand, open_page: Open, hall: TownHall) -> None:
    """Through the chain, each with his own eyes."""
    page = hand.page
    tab(hand, "检查与发布")
    headings = (page.get_by_role("heading", name=name) for name in ("改了什么", "影响谁"))
    hand.picture("publish", *headings, page.get_by_role("button", name="提交", exact=True))
    hand.press(page.get_by_role("button", name="提交", exact=True))
    expect(page.locator("main")).to_contain_text("已完成：提交")
    while page.get_by_role("button", name="部门确认").count():
        hand.press(page.get_by_role("button", name="部门确认"))
        expect(page.locator("main")).to_contain_text("已完成：部门确认")
    for who, button in ((HEAD, "负责人签署"), (LEGAL, "法制审核通过"), (CATALOGUE, "目录审定"), (ADMIN, "发布")):
        other = signed_in(open_page, hall, who, hand.shots)
        other.picture("inbox")
        other.press(other.page.get_by_role("link", name=NAME))
        other.press(other.page.get_by_role("button", name=button, exact=True))
        expect(other.page.locator("main")).to_contain_text("已完成")
        other.picture("step")


def accept(open_page: Open, hall: TownHall, shots: Shots) -> str:
    """The window of a village takes the first case; gives the address of the page that says so."""
    hand = signed_in(open_page, hall, VILLAGE, shots)
    page = hand.page
    page.goto(f"{hall.url}/desk/")
    hand.press(page.get_by_role("link", name=NAME))
    page.wait_for_url(lambda url: "/desk/apply/" in url)
    window.fill(page, {"applicant.id_type": "resident_id", "applicant.id_number": "441322194103021230"})
    window.fill(page, {key: text for key, text in {**ANSWERS, **PEOPLE[0][1]}.items() if key != "applicant.id_type"})
    for name in MATERIALS[:3]:
        hand.press(page.locator("label", has_text=name).first)
    hand.picture("window")
    window.submit(page)
    number = page.locator(".ow-code").first
    expect(number).to_be_visible()
    hand.picture("accepted")
    return page.url


def run(open_page: Open, hall: TownHall, shots: Shots) -> str:
    """The whole way, from the name to the printed receipt; gives the address of the page that says so."""
    hand = signed_in(open_page, hall, EDITOR, shots)
    begin(hand)
    basics(hand)
    form(hand)
    materials(hand)
    conditions(hand)
    place(hand)
    route(hand)
    documents(hand)
    guide(hand)
    examples(hand)
    publish(hand, open_page, hall)
    return accept(open_page, hall, shots)
