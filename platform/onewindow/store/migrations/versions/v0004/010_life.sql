-- The life of a tenant: what it was called, when it was open, who came after it. History is added to, never rewritten.

CREATE TABLE tenant_stage (
    county_id      bigint NOT NULL,
    id             uuid   NOT NULL,
    scope          bigint NOT NULL,
    status         text   NOT NULL,
    since          date   NOT NULL,
    reason         text   NOT NULL DEFAULT '',
    noted_at       timestamptz NOT NULL,
    noted_by       uuid,
    noted_by_name  text   NOT NULL,
    CONSTRAINT tenant_stage_pk PRIMARY KEY (county_id, id),
    CONSTRAINT tenant_stage_of_tenant FOREIGN KEY (county_id, scope) REFERENCES tenant (county_id, scope),
    CONSTRAINT tenant_stage_by_account FOREIGN KEY (county_id, noted_by) REFERENCES account (county_id, id),
    CONSTRAINT tenant_stage_status_known CHECK (status IN ('planned', 'pilot', 'open', 'suspended', 'closed'))
);
CREATE INDEX tenant_stage_in_order ON tenant_stage (county_id, scope, since, id);

-- A name or a code that a unit had until a day: old cases and papers go on naming it.
CREATE TABLE tenant_former (
    county_id    bigint NOT NULL,
    id           uuid   NOT NULL,
    scope        bigint NOT NULL,
    code         text   NOT NULL,
    name         text   NOT NULL,
    short_name   text   NOT NULL,
    valid_to     date   NOT NULL,
    reason       text   NOT NULL DEFAULT '',
    CONSTRAINT tenant_former_pk PRIMARY KEY (county_id, id),
    CONSTRAINT tenant_former_once UNIQUE (county_id, scope, valid_to),
    CONSTRAINT tenant_former_of_tenant FOREIGN KEY (county_id, scope) REFERENCES tenant (county_id, scope)
);
CREATE INDEX tenant_former_by_code ON tenant_former (county_id, code);

-- Who takes over from a unit that ended, from a day on; the heir at position 0 takes what is still open.
CREATE TABLE tenant_succession (
    county_id  bigint NOT NULL,
    scope      bigint NOT NULL,
    position   bigint NOT NULL,
    heir       bigint NOT NULL,
    since      date   NOT NULL,
    kind       text   NOT NULL,
    reason     text   NOT NULL DEFAULT '',
    CONSTRAINT tenant_succession_pk PRIMARY KEY (county_id, scope, position),
    CONSTRAINT tenant_succession_of_tenant FOREIGN KEY (county_id, scope) REFERENCES tenant (county_id, scope),
    CONSTRAINT tenant_succession_of_heir FOREIGN KEY (county_id, heir) REFERENCES tenant (county_id, scope),
    CONSTRAINT tenant_succession_kind_known CHECK (kind IN ('merge', 'split')),
    CONSTRAINT tenant_succession_position CHECK (position >= 0),
    CONSTRAINT tenant_succession_of_another CHECK (heir <> scope)
);

-- What a county lets its city read: counts, or cases too. A reading opens the county's own unit of work and is in its log.
CREATE TABLE city_sight (
    county_id   bigint NOT NULL,
    id          uuid   NOT NULL,
    city_id     bigint NOT NULL,
    reads       text   NOT NULL,
    valid_from  date   NOT NULL,
    valid_to    date,
    CONSTRAINT city_sight_pk PRIMARY KEY (county_id, id),
    CONSTRAINT city_sight_once UNIQUE (county_id, city_id, reads, valid_from),
    CONSTRAINT city_sight_of_city CHECK (city_id % 100 = 0 AND city_id = county_id - county_id % 100),
    CONSTRAINT city_sight_reads_known CHECK (reads IN ('counts', 'cases')),
    CONSTRAINT city_sight_validity CHECK (valid_to IS NULL OR valid_from <= valid_to)
);
