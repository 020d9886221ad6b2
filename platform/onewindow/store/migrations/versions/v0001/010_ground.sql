-- The ground: what refuses, what opens, and the days of the year.
-- A scope is the 12-digit number of a tenant (province 2, city 2, county 2, town 3, village 3); county_id is its first six digits.

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'integrity_constraint_violation';
END
$$;

-- A door leads from a secret (a user name, a case number with its query code) to one object, before any tenant is known.
CREATE TABLE door (
    digest     text   NOT NULL,
    county_id  bigint NOT NULL,
    scope      bigint NOT NULL,
    kind       text   NOT NULL,
    object_id  uuid   NOT NULL,
    CONSTRAINT door_pk PRIMARY KEY (digest),
    CONSTRAINT door_digest_form CHECK (digest ~ '^[0-9a-f]{64}$'),
    CONSTRAINT door_scope_in_county CHECK (scope / 1000000 = county_id),
    CONSTRAINT door_kind_known CHECK (kind IN ('account', 'case'))
);
CREATE INDEX door_by_object ON door (county_id, kind, object_id);

-- One row a day that differs from the rule of the week; county 0 is the whole platform, a county's own row goes first.
CREATE TABLE calendar_day (
    county_id  bigint NOT NULL,
    day        date   NOT NULL,
    work       boolean NOT NULL,
    note       text   NOT NULL DEFAULT '',
    source     text   NOT NULL,
    CONSTRAINT calendar_day_pk PRIMARY KEY (county_id, day)
);

-- The years that were announced: a day in another year is unknown, not a plain weekday.
CREATE TABLE calendar_year (
    county_id  bigint NOT NULL,
    year       bigint NOT NULL,
    source     text   NOT NULL,
    CONSTRAINT calendar_year_pk PRIMARY KEY (county_id, year)
);
