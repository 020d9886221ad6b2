"""Nothing typed is lost: a post that meets an ended session is carried through signing in and offered again.

The fields travel in a signed, compressed hidden field; they never touch the disk. Files cannot travel this way: those
of earlier posts are in
the draft, those of this post have to be chosen once more, and the page says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import current_app, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from itsdangerous import BadSignature, URLSafeTimedSerializer

VALID_SECONDS = 8 * 3600
LEFT_OUT = frozenset({"csrf_token", "password", "code", "resume"})


@dataclass(frozen=True, slots=True)
class Interrupted:
    """A post that was interrupted: where it went, what it held, whose it was (empty.

    Not known), whether files are missing.
    """

    path: str
    fields: tuple[tuple[str, str], ...]
    account: str
    files: bool


def ask_to_sign_in() -> ResponseReturnValue:
    """Answer the running post with the sign-in page that carries it along."""
    return render_template("auth/login.html", **login_page(expired=True, resume=_pack())), 401


def sign_in_anew() -> ResponseReturnValue:
    """Answer a post of the sign-in pages whose page was too old: passwords and codes are not offered again.

    What had been interrupted before stays with it.
    """
    carried = {"resume": request.form.get("resume") or None, "next_url": request.form.get("next") or None}
    return render_template("auth/login.html", **login_page(**carried)), 401


def offer_again() -> ResponseReturnValue:
    """Answer the running post with a page that asks to confirm it.

    Its page was too old, or opened before another sign-in.
    """
    return render_template("auth/resume.html", **_page(_interrupted())), 400


def after_sign_in(payload: str) -> str | None:
    """The page that offers an interrupted post again, or None when the payload is not ours, too old.

    Or another person's.
    """
    try:
        path, fields, account, files = _serializer().loads(payload, max_age=VALID_SECONDS)
    except (BadSignature, ValueError, TypeError):
        return None
    if account and account != session.get("account"):
        return None
    return render_template(
        "auth/resume.html", **_page(Interrupted(path, tuple((name, value) for name, value in fields), account, files))
    )


def from_this_site() -> bool:
    """Whether the running post comes from a page of this site: only then is it offered again."""
    origin = request.headers.get("Origin") or request.headers.get("Referer") or ""
    return urlsplit(origin).netloc == request.host


def login_page(**values: object) -> dict[str, object]:
    """What the sign-in page takes, with its defaults."""
    defaults: dict[str, object] = {"username": "", "error": None, "expired": False, "resume": None, "next_url": None}
    addresses = {"action_url": url_for("auth.sign_in"), "single_url": url_for("auth.single")}
    return {**addresses, **defaults, **values}


def _interrupted() -> Interrupted:
    fields = tuple((name, value) for name, value in request.form.items(multi=True) if name not in LEFT_OUT)
    files = any(file.filename for file in request.files.values())
    return Interrupted(request.path, fields, request.form.get("account", ""), files)


def _page(post: Interrupted) -> dict[str, object]:
    return {"action_url": post.path, "fields": post.fields, "files_missing": post.files}


def _pack() -> str:
    post = _interrupted()
    packed = _serializer().dumps([post.path, post.fields, post.account, post.files])
    assert isinstance(packed, str)
    return packed


def _serializer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.secret_key or "", salt="onewindow.resume")
