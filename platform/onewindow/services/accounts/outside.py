"""People whom somebody else vouches for: a claim of an OpenID Connect provider names an account that exists.

Nobody comes into being by signing in elsewhere, and no role comes from there (R094: identity stays exchangeable).
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from onewindow.domain.actor import Actor
from onewindow.services.accounts.reach import Refused, note, out_of_hands, told
from onewindow.services.accounts.sealing import Seal
from onewindow.services.accounts.signing import CLOSED, SignedIn, vouched
from onewindow.store import audit, identities, people
from onewindow.store.errors import RefusedError
from onewindow.store.identities import Identity, Provider
from onewindow.store.refusals import attempt
from onewindow.store.session import UnitOfWork

KEY = re.compile(r"[a-z][a-z0-9-]{1,30}")
ISSUER = re.compile(r"https://[^\s?#]+|http://(127\.0\.0\.1|localhost)(:\d+)?(/[^\s?#]*)?")
LONGEST_SUBJECT = 255

UNKNOWN = Refused("您的统一身份账号尚未与本平台账号关联，请联系本单位管理员关联后再登录，或使用用户名和密码登录。")
NO_CLAIM = Refused("统一身份认证没有提供所需的人员标识，请联系管理员核对认证配置，或使用用户名和密码登录。")
LINKED = Refused("该统一身份标识或该账号在这个认证来源下已有关联，请先解除原关联。")
NO_SUBJECT = Refused("请填写 1 至 255 个字符的统一身份标识。")
NO_PROVIDER = Refused("所选认证来源不存在，请重新选择。")
BAD_PROVIDER = Refused("认证来源的标识须为小写字母开头的字母、数字和横线，发行者地址须以 https:// 开头，请修改。")


def providers(uow: UnitOfWork) -> list[Provider]:
    """The providers of this county, secrets still sealed."""
    return identities.providers(uow.session)


def provider(uow: UnitOfWork, key: str, seal: Seal) -> Provider | None:
    """One provider with its secret opened; None when there is none, or it was sealed under another key."""
    found = next((one for one in providers(uow) if one.key == key), None)
    secret = seal.open(found.client_secret) if found else None
    return None if found is None or secret is None else dataclasses.replace(found, client_secret=secret)


def set_up(uow: UnitOfWork, actor: Actor, wanted: Provider, seal: Seal, *, now: datetime) -> Refused | None:
    """Add a provider or bring it up to date; an empty secret leaves the one that is there."""
    if not KEY.fullmatch(wanted.key) or not ISSUER.fullmatch(wanted.issuer):
        return BAD_PROVIDER
    known = next((one for one in providers(uow) if one.key == wanted.key), None)
    kept = known.client_secret if known and not wanted.client_secret else seal.close(wanted.client_secret)
    sealed = dataclasses.replace(wanted, client_secret=kept, scope=known.scope if known else wanted.scope)
    try:
        with attempt(uow.session):
            identities.put_provider(uow.session, sealed)
    except RefusedError as refused:
        return told(refused, NO_PROVIDER)
    detail = {"provider": wanted.key, "issuer": wanted.issuer, "client": wanted.client_id, "claim": wanted.claim}
    note(uow, actor, UUID(actor.account_id), "provider", now, detail)
    return None


def admit(uow: UnitOfWork, by: Provider, claims: Mapping[str, object], *, now: datetime) -> SignedIn | Refused:
    """Who the claims of a verified identity token are here; an account has to be linked already."""
    subject = claims.get(by.claim)
    if not isinstance(subject, str) or not subject.strip():
        return NO_CLAIM
    found = identities.find(uow.session, by.key, subject)
    if found is None:
        return UNKNOWN
    account = people.lock(uow.session, found.account_id)
    if account.status != "active":
        return CLOSED
    told_of = f"account:{account.id}"
    act = audit.Act(now, account.id, account.display_name, "account.sign_in", told_of, {"provider": by.key})
    audit.append(uow.session, act)
    return vouched(uow, account, on=now.date())


def link(
    uow: UnitOfWork, actor: Actor, account_id: UUID, provider_key: str, subject: str, *, now: datetime
) -> Refused | None:
    """Say which subject of a provider somebody is."""
    account, subject = people.lock(uow.session, account_id), subject.strip()
    if refusal := out_of_hands(uow, actor, account_id):
        return refusal
    if not 0 < len(subject) <= LONGEST_SUBJECT:
        return NO_SUBJECT
    if provider_key not in {one.key for one in providers(uow)}:
        return NO_PROVIDER
    try:
        with attempt(uow.session):
            one = Identity(provider=provider_key, subject=subject, account_id=account_id, scope=account.scope)
            identities.link(uow.session, one)
    except RefusedError as refused:
        return told(refused, LINKED)
    note(uow, actor, account_id, "link", now, {"provider": provider_key})
    return None


def unlink(uow: UnitOfWork, actor: Actor, account_id: UUID, provider_key: str, *, now: datetime) -> Refused | None:
    """Take the link to a provider away; nothing happens when there is none."""
    people.lock(uow.session, account_id)
    if refusal := out_of_hands(uow, actor, account_id):
        return refusal
    if identities.unlink(uow.session, account_id, provider_key):
        note(uow, actor, account_id, "unlink", now, {"provider": provider_key})
    return None
