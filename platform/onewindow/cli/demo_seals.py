"""Seals and certificates of the demonstration county: invented, and every seal says 演示 in its middle."""

from __future__ import annotations

import math
import secrets
from collections.abc import Iterable
from datetime import date, datetime
from io import BytesIO

import pylopdf_fonts_zh_cn as noto
from PIL import Image, ImageDraw, ImageFont

from onewindow.domain.paper import PaperProblem
from onewindow.domain.sealing import ROLES
from onewindow.services.paper import authority, keeping
from onewindow.store.session import Database, UnitOfWork
from tenants.scope import Scope

SIDE, RED = 900, (200, 16, 22, 255)
WIDTH_TENTHS = 420
"""42 mm, as seals of county bodies are."""
MIDDLE = "演示"
WHO = keeping.Who("演示数据")
SPREAD = 250


def hand_out(app: Database, bodies: Iterable[tuple[int, str]], *, now: datetime) -> None:
    """Give each body a seal for every place on paper, good from last year to the year after next."""
    days = date(now.year - 1, 1, 1), date(now.year + 2, 12, 31)
    for scope, name in bodies:
        with UnitOfWork(app, Scope.of(scope)) as uow:
            for role, title in ROLES.items():
                own = title if role in ("acceptance_seal", "receipt_seal") else ""
                new = keeping.NewSeal(role, f"{name}{title}（演示）", draw(name, own), WIDTH_TENTHS, *days)
                made = keeping.register(uow, WHO, new, now=now)
                assert not isinstance(made, PaperProblem), made


def certify(app: Database, county: Scope, passphrase: str, *, now: datetime) -> None:
    """Give the county a root and a certificate; the root's key is thrown away, so that nobody issues another one."""
    own = secrets.token_hex(16)
    with UnitOfWork(app, county) as uow:
        root = authority.found_root(uow, WHO, own, now=now)
        assert not isinstance(root, PaperProblem), root
        made = authority.certify(uow, WHO, root[1], own, passphrase, days=authority.SIGNER_DAYS, now=now)
        assert not isinstance(made, PaperProblem), made


def draw(name: str, line: str) -> bytes:
    """A round seal as PNG: the body's name along the rim, 演示 where the star would be, a line below."""
    image = Image.new("RGBA", (SIDE, SIDE), (0, 0, 0, 0))
    pen, half = ImageDraw.Draw(image), SIDE // 2
    pen.ellipse((10, 10, SIDE - 10, SIDE - 10), outline=RED, width=26)
    pen.text((half, half), MIDDLE, font=_font(170), fill=RED, anchor="mm")
    pen.text((half, half + 230), line, font=_font(84), fill=RED, anchor="mm")
    size = min(104, round(1500 / max(len(name), 1)))
    step = min(SPREAD / max(len(name) - 1, 1), 30.0)
    for place, sign in enumerate(name):
        angle = (place - (len(name) - 1) / 2) * step
        _along(image, sign, angle, size)
    out = BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def _along(image: Image.Image, sign: str, angle: float, size: int) -> None:
    """One character at its place on the rim, upright to the centre."""
    tile = Image.new("RGBA", (size * 2, size * 2), (0, 0, 0, 0))
    ImageDraw.Draw(tile).text((size, size), sign, font=_font(size), fill=RED, anchor="mm")
    turned = tile.rotate(-angle, resample=Image.Resampling.BICUBIC)
    radius, radians = SIDE / 2 - 110, math.radians(angle)
    left = round(SIDE / 2 + radius * math.sin(radians)) - size
    top = round(SIDE / 2 - radius * math.cos(radians)) - size
    image.alpha_composite(turned, (left, top))


def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(noto.serif_path()), size)
