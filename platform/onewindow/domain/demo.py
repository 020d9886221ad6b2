"""The fictitious staff of the demonstration county. Every page and paper of a demonstration is marked 演示."""

from __future__ import annotations

from dataclasses import dataclass

from onewindow.domain.permissions import Role

PASSWORD = "yanshi-2026"  # noqa: S105 - shown on the sign-in page of every demonstration
COUNTY = 441322_000000
LUOYANG = 441322_001000
LONGXI = 441322_002000
LUOYANG_VILLAGE = 441322_001001


@dataclass(frozen=True, slots=True)
class Member:
    """One member of the staff: `departments` empty means bound to the whole tenant."""

    username: str
    name: str
    post: str
    scope: int
    roles: tuple[Role, ...]
    departments: tuple[str, ...] = ()


TOWN_WINDOW = (
    *("综合窗口", "镇综合窗口", "镇便民服务中心", "镇便民服务中心综合窗口", "市场监管所/综合窗口", "镇医保窗口"),
    *("镇残联", "镇公共服务办", "镇卫生健康办", "供电所"),
)
CIVIL_AFFAIRS = ("县民政局", "县民政局/财政局", "县救助核对中心", "县民政局(委托机构)")
VILLAGE_WINDOW = ("村(居)委会", "村(居)党群服务中心", "村委会", "村民小组/村委会", "村民委员会/集体经济组织")

STAFF = (
    Member("luoyang.window", "陈晓岚", "罗阳街道综合窗口", LUOYANG, (Role.CLERK,), TOWN_WINDOW),
    Member("longxi.window", "黄志强", "龙溪街道综合窗口", LONGXI, (Role.CLERK,), TOWN_WINDOW),
    Member("village.window", "梁桂芳", "社区党群服务中心", LUOYANG_VILLAGE, (Role.CLERK,), VILLAGE_WINDOW),
    Member(
        "county.window",
        "曾雅婷",
        "县政务服务中心综合窗口",
        COUNTY,
        (Role.CLERK,),
        ("综合窗口", "窗口", "住建局窗口", "消防窗口", "城管局窗口"),
    ),
    Member(
        "market.officer",
        "刘建国",
        "县市场监督管理局审批股",
        COUNTY,
        (Role.OFFICER,),
        ("市场监管局", "市场监管局综合窗口"),
    ),
    Member("market.town", "何伟明", "罗阳市场监管所", LUOYANG, (Role.OFFICER,), ("市场监管所",)),
    Member("urban.officer", "邓丽萍", "县城市管理局审批股", COUNTY, (Role.OFFICER,), ("城管局",)),
    Member("urban.town", "钟国平", "罗阳街道综合行政执法办", LUOYANG, (Role.OFFICER,), ("镇综合行政执法办",)),
    Member("fire.officer", "罗振华", "县消防救援大队", COUNTY, (Role.OFFICER,), ("消防救援大队",)),
    Member("housing.officer", "谢文静", "县住房和城乡建设局", COUNTY, (Role.OFFICER,), ("住建局", "排水管理所")),
    Member("ecology.officer", "叶子豪", "市生态环境局县分局", COUNTY, (Role.OFFICER,), ("生态环境分局",)),
    Member(
        "civil.officer",
        "张慧敏",
        "县民政局",
        COUNTY,
        (Role.OFFICER,),
        CIVIL_AFFAIRS,
    ),
    Member("boluo.admin", "李卓然", "县政务服务数据管理局管理员", COUNTY, (Role.TENANT_ADMIN,)),
    Member("luoyang.manager", "冯少华", "罗阳街道管理员", LUOYANG, (Role.TENANT_ADMIN,)),
    Member("civil.editor", "吴海燕", "县民政局事项管理员", COUNTY, (Role.DEPARTMENT_EDITOR,), CIVIL_AFFAIRS),
    Member("civil.head", "郑国栋", "县民政局负责人", COUNTY, (Role.HEAD,), CIVIL_AFFAIRS),
    Member("boluo.legal", "韩志明", "县司法局法制审核", COUNTY, (Role.LEGAL_REVIEWER,)),
    Member("boluo.catalogue", "孙丽华", "县委编办目录审定", COUNTY, (Role.CATALOGUE_APPROVER,)),
    Member("boluo.supervisor", "温海燕", "县效能监察", COUNTY, (Role.SUPERVISOR,)),
)
