"""A nation of the real shape with invented names, and a county with many cases: for measuring only.

As many counties, towns and villages as the statistics bureau's list of 2023 has; where they lie is a pattern, the same
every time. The provinces 50 to 80 hold them, so that they meet no real county.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psycopg

CITIES, COUNTIES, TOWNS, VILLAGES = 342, 2_978, 41_352, 620_573
SURNAMES = "东西南北上下前后新旧大小长高平安和顺福明"
THINGS = "河山桥塘岭田溪湖坡井林石沙洲湾坪塔寨园泉"
COLUMNS = ("county_id", "scope", "parent_scope", "code", "name", "short_name", "initials", "level", "status")


def spread(total: int, parts: int, low: int, span: int, step: int) -> list[int]:
    """`total` shared out among `parts` in a pattern of `low` to `low + span - 1`, mended until the sum is right."""
    shares = [low + at * step % span for at in range(parts)]
    at = 0
    while (missing := total - sum(shares)) != 0:
        change = 1 if missing > 0 else -1
        for _ in range(min(abs(missing), parts)):
            shares[at % parts] += change
            at += 1
    return shares


def units(counties: int = COUNTIES, towns: int = TOWNS, villages: int = VILLAGES) -> Iterator[tuple[Any, ...]]:
    """One row of `tenant` for each unit, every unit before those below it."""
    of_county, of_town = spread(towns, counties, 8, 12, 5), iter(spread(villages, towns, 5, 21, 8))
    for at in range(counties):
        city, place = at % CITIES, at // CITIES + 1
        county = (50 + city % 31) * 10_000 + (city // 31 + 1) * 100 + place
        root = county * 1_000_000
        yield _row(root, None, str(county), "县", "county", at)
        for town in range(1, of_county[at] + 1):
            above = root + town * 1000
            yield _row(above, root, str(above // 1000), "镇", "town", at + town)
            for village in range(1, next(of_town) + 1):
                yield _row(above + village, above, str(above + village), "村", "village", town * 7 + village)


def load(connection: psycopg.Connection[Any], rows: Iterator[tuple[Any, ...]]) -> int:
    """Copy units into an installation, as a superuser; how many."""
    count = 0
    with connection.cursor().copy(f"COPY tenant ({', '.join(COLUMNS)}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
            count += 1
    connection.commit()
    return count


CASES = """
INSERT INTO application (county_id, id, accepting_scope, idempotency_key, channel, members, form_digest,
    elements_digest, answers, applicant_name, submitted_at)
SELECT %(county)s, md5('a' || n)::uuid, (%(units)s)[n %% %(many)s + 1], 'bench-' || n, 'window', '{shop_sign}',
    %(digest)s, %(digest)s, '{}', '张' || n, timestamptz '2026-01-01' + n * interval '1 minute'
FROM generate_series(1, %(cases)s) n;
INSERT INTO case_ (county_id, id, application_id, number, matter_key, matter_name, matter_digest, elements_digest,
    case_type, accepting_scope, home_scope, status, accepted_at, accepted_on, time_limit, due_on, due_state,
    applicant_name, answers, route)
SELECT %(county)s, md5('c' || n)::uuid, md5('a' || n)::uuid, 'B' || n, 'shop_sign', '店招设置', %(digest)s, %(digest)s,
    'promised', (%(units)s)[n %% %(many)s + 1], (%(units)s)[n %% %(many)s + 1],
    CASE WHEN n %% 20 = 0 THEN 'running' ELSE 'finished' END,
    timestamptz '2026-01-01' + n * interval '1 minute', date '2026-01-01' + n / 1440, '{"value": 5}',
    date '2026-01-08' + n / 1440, 'set', '张' || n, '{}', '{"because": []}'
FROM generate_series(1, %(cases)s) n;
INSERT INTO task (county_id, id, case_id, accepting_scope, home_scope, scope, step, department_key, department_name,
    action, state, opened_at, done_at)
SELECT county_id, md5('t' || step || c.id)::uuid, c.id, accepting_scope, home_scope, %(county)s::bigint * 1000000, step,
    department, department, '审查',
    CASE WHEN status = 'running' AND step = 'decide' THEN 'open' ELSE 'done' END, accepted_at,
    CASE WHEN status = 'running' AND step = 'decide' THEN NULL ELSE accepted_at END
FROM case_ c, LATERAL (VALUES ('check', '综合窗口'),
    ('decide', CASE WHEN substr(number, 2)::int %% 5000 = 7 THEN '消防救援大队' ELSE '城管局' END)
    ) AS s (step, department)
WHERE county_id = %(county)s;
"""


def fill_cases(connection: psycopg.Connection[Any], county: int, numbers: list[int], digest: str, cases: int) -> None:
    """Give a county many cases, each with two tasks at the county, past foreign keys, as a superuser."""
    connection.execute("SET session_replication_role = replica")
    values = {"county": county, "units": numbers, "many": len(numbers), "digest": digest, "cases": cases}
    cursor = psycopg.ClientCursor(connection)
    cursor.execute(CASES, values)
    connection.commit()
    connection.execute("ANALYZE")
    connection.commit()


def _row(number: int, parent: int | None, code: str, word: str, level: str, draw: int) -> tuple[Any, ...]:
    name = f"{SURNAMES[draw % 20]}{THINGS[draw // 20 % 20]}{THINGS[draw * 7 % 20]}{word}"
    return number // 1_000_000, number, parent, code, name, name, "xx", level, "open"
