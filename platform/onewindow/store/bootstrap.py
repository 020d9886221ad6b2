"""The three roles and the database, made once by a superuser; everything after is done by the roles themselves.

ow_owner owns the tables and, under FORCE ROW LEVEL SECURITY, sees no row in them. ow_app is the application: it
owns nothing and cannot bypass a policy. ow_platform bypasses policies and is for named jobs only: outbox relay,
platform calendar, backup.
"""

from __future__ import annotations

from collections.abc import Mapping

import psycopg
from psycopg import sql
from sqlalchemy.engine import make_url

OWNER, APP, PLATFORM = "ow_owner", "ow_app", "ow_platform"
ROLES = {
    OWNER: "LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS",
    APP: "LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS",
    PLATFORM: "LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE BYPASSRLS",
}
FIRST_KEY = 0x6F77_0001  # advisory lock: one bootstrap at a time on a server


def bootstrap(superuser_dsn: str, database: str = "onewindow", passwords: Mapping[str, str] | None = None) -> bool:
    """Make or mend the roles, and make `database` when absent; tell whether it was made.

    `passwords` sets a password for each role named in it; without one a role can only come in where the server
    trusts it (the embedded server's private socket).
    """
    with psycopg.connect(libpq(superuser_dsn), autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", [FIRST_KEY])
        for role, attributes in ROLES.items():
            _make_role(connection, role, attributes, (passwords or {}).get(role))
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone():
            return False
        connection.execute(
            sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE template0").format(
                sql.Identifier(database), sql.Identifier(OWNER)
            )
        )
        close_database(connection, database)
    return True


def close_database(connection: psycopg.Connection, database: str) -> None:
    """Nobody but the three roles may connect; nobody may make temporary tables."""
    name = sql.Identifier(database)
    connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(name))
    roles = sql.SQL(", ").join(map(sql.Identifier, ROLES))
    connection.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(name, roles))


def libpq(dsn: str) -> str:
    """The address as libpq's own programs write it, from SQLAlchemy's `postgresql+psycopg://`."""
    return make_url(dsn).set(drivername="postgresql").render_as_string(hide_password=False)


def _make_role(connection: psycopg.Connection, role: str, attributes: str, password: str | None) -> None:
    known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone()
    verb = sql.SQL("ALTER ROLE {} {}" if known else "CREATE ROLE {} {}")
    connection.execute(verb.format(sql.Identifier(role), sql.SQL(attributes)))
    if password is not None:
        connection.execute(sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(role), sql.Literal(password)))
