-- Papers of many cases at once: the order, its rows (one a case), its parts (what one transaction prints).

CREATE TABLE batch (
    county_id     bigint NOT NULL,
    id            uuid   NOT NULL,
    scope         bigint NOT NULL,
    document      text   NOT NULL,
    title         text   NOT NULL,
    form          text   NOT NULL,
    total         bigint NOT NULL,
    state         text   NOT NULL DEFAULT 'running',
    made_at       timestamptz NOT NULL,
    made_by       uuid   NOT NULL,
    made_by_name  text   NOT NULL,
    ended_at      timestamptz,
    CONSTRAINT batch_pk PRIMARY KEY (county_id, id),
    CONSTRAINT batch_of_tenant FOREIGN KEY (county_id, scope) REFERENCES tenant (county_id, scope),
    CONSTRAINT batch_form_known CHECK (form IN ('pdf', 'zip')),
    CONSTRAINT batch_state_known CHECK (state IN ('running', 'cancelled', 'done')),
    CONSTRAINT batch_not_empty CHECK (total BETWEEN 1 AND 2000)
);
CREATE INDEX batch_of_maker ON batch (county_id, made_by, made_at);

CREATE TABLE batch_part (
    county_id  bigint NOT NULL,
    batch_id   uuid   NOT NULL,
    part       bigint NOT NULL,
    scope      bigint NOT NULL,
    done       boolean NOT NULL DEFAULT false,
    content    bytea,
    CONSTRAINT batch_part_pk PRIMARY KEY (county_id, batch_id, part),
    CONSTRAINT batch_part_of_batch FOREIGN KEY (county_id, batch_id) REFERENCES batch (county_id, id)
);
ALTER TABLE batch_part ALTER COLUMN content SET STORAGE EXTERNAL;

CREATE TABLE batch_row (
    county_id    bigint NOT NULL,
    batch_id     uuid   NOT NULL,
    place        bigint NOT NULL,
    part         bigint NOT NULL,
    scope        bigint NOT NULL,
    case_id      uuid   NOT NULL,
    case_number  text   NOT NULL,
    state        text   NOT NULL DEFAULT 'waiting',
    notice_id    uuid,
    number       text   NOT NULL DEFAULT '',
    pages        bigint NOT NULL DEFAULT 0,
    sha256       text   NOT NULL DEFAULT '',
    reason       text   NOT NULL DEFAULT '',
    CONSTRAINT batch_row_pk PRIMARY KEY (county_id, batch_id, place),
    CONSTRAINT batch_row_case_once UNIQUE (county_id, batch_id, case_id),
    CONSTRAINT batch_row_of_part FOREIGN KEY (county_id, batch_id, part)
        REFERENCES batch_part (county_id, batch_id, part),
    CONSTRAINT batch_row_state_known CHECK (state IN ('waiting', 'done', 'failed')),
    CONSTRAINT batch_row_done_is_named CHECK (state <> 'done' OR (notice_id IS NOT NULL AND sha256 <> '' AND pages > 0)),
    CONSTRAINT batch_row_failed_says_why CHECK (state <> 'failed' OR reason <> '')
);
CREATE INDEX batch_row_of_part_in_order ON batch_row (county_id, batch_id, part, place);

-- Fonts that tenants brought along. Never deleted: a record names the fonts it was painted with.
CREATE TABLE font (
    county_id    bigint NOT NULL,
    id           uuid   NOT NULL,
    scope        bigint NOT NULL,
    scope_hi     bigint NOT NULL GENERATED ALWAYS AS (CASE
                     WHEN scope % 1000 <> 0 THEN scope
                     WHEN scope % 1000000 <> 0 THEN scope + 999
                     WHEN scope % 100000000 <> 0 THEN scope + 999999
                     ELSE scope + 99999999 END) STORED,
    role         text   NOT NULL,
    digest       text   NOT NULL,
    name         text   NOT NULL,
    file_name    text   NOT NULL,
    size         bigint NOT NULL,
    characters   bigint NOT NULL,
    content      bytea  NOT NULL,
    added_at     timestamptz NOT NULL,
    added_by     uuid   NOT NULL,
    removed_at   timestamptz,
    CONSTRAINT font_pk PRIMARY KEY (county_id, id),
    CONSTRAINT font_of_tenant FOREIGN KEY (county_id, scope) REFERENCES tenant (county_id, scope),
    CONSTRAINT font_role_known CHECK (role IN ('title', 'body', 'hei', 'kai', 'song', 'fallback')),
    CONSTRAINT font_digest_form CHECK (digest ~ '^sha256:[0-9a-f]{64}$')
);
ALTER TABLE font ALTER COLUMN content SET STORAGE EXTERNAL;
CREATE UNIQUE INDEX font_once_in_role ON font (county_id, scope, role, digest) WHERE removed_at IS NULL;
