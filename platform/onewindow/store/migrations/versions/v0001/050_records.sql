-- Numbers, files, drafts, effects still to come, and the log of what was done.

CREATE TABLE numbering (
    county_id  bigint NOT NULL,
    series     text   NOT NULL,
    last       bigint NOT NULL,
    CONSTRAINT numbering_pk PRIMARY KEY (county_id, series),
    CONSTRAINT numbering_positive CHECK (last > 0)
);

CREATE TABLE file_blob (
    county_id   bigint NOT NULL,
    scope       bigint NOT NULL,
    digest      text   NOT NULL,
    name        text   NOT NULL,
    media_type  text   NOT NULL,
    size        bigint NOT NULL,
    content     bytea  NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT file_blob_pk PRIMARY KEY (county_id, scope, digest),
    CONSTRAINT file_blob_scope_in_county CHECK (scope / 1000000 = county_id),
    CONSTRAINT file_blob_digest_form CHECK (digest ~ '^sha256:[0-9a-f]{64}$'),
    CONSTRAINT file_blob_whole CHECK (size = octet_length(content))
);
ALTER TABLE file_blob ALTER COLUMN content SET STORAGE EXTERNAL;
CREATE TRIGGER file_blob_frozen BEFORE UPDATE OR DELETE ON file_blob FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER file_blob_kept BEFORE TRUNCATE ON file_blob FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

ALTER TABLE case_material ADD CONSTRAINT case_material_of_file
    FOREIGN KEY (county_id, file_scope, file_digest) REFERENCES file_blob (county_id, scope, digest);
CREATE INDEX case_material_by_file ON case_material (county_id, file_scope, file_digest) WHERE file_digest IS NOT NULL;

CREATE TABLE draft (
    county_id   bigint NOT NULL,
    account_id  uuid   NOT NULL,
    key         text   NOT NULL,
    body        jsonb  NOT NULL,
    saved_at    timestamptz NOT NULL,
    CONSTRAINT draft_pk PRIMARY KEY (county_id, account_id, key),
    CONSTRAINT draft_of_account FOREIGN KEY (county_id, account_id) REFERENCES account (county_id, id)
);

CREATE TABLE outbox (
    county_id   bigint NOT NULL,
    id          uuid   NOT NULL,
    scope       bigint NOT NULL,
    kind        text   NOT NULL,
    payload     jsonb  NOT NULL,
    created_at  timestamptz NOT NULL,
    relayed_at  timestamptz,
    done_at     timestamptz,
    attempts    bigint NOT NULL DEFAULT 0,
    CONSTRAINT outbox_pk PRIMARY KEY (county_id, id),
    CONSTRAINT outbox_scope_in_county CHECK (scope / 1000000 = county_id),
    CONSTRAINT outbox_kind_form CHECK (kind ~ '^[a-z_]+$')
);
CREATE INDEX outbox_waiting ON outbox (relayed_at NULLS FIRST, created_at) WHERE done_at IS NULL;

-- The last link of each county's chain. Its row lock is what puts the log of one county in one order.
CREATE TABLE audit_head (
    county_id  bigint NOT NULL,
    seq        bigint NOT NULL,
    digest     text   NOT NULL,
    CONSTRAINT audit_head_pk PRIMARY KEY (county_id)
);

CREATE TABLE audit (
    county_id   bigint NOT NULL,
    seq         bigint NOT NULL,
    scope       bigint NOT NULL,
    at          timestamptz NOT NULL,
    actor_id    uuid,
    actor_name  text   NOT NULL,
    act         text   NOT NULL,
    object      text   NOT NULL,
    detail      jsonb  NOT NULL,
    prev        text   NOT NULL,
    digest      text   NOT NULL,
    CONSTRAINT audit_pk PRIMARY KEY (county_id, seq),
    CONSTRAINT audit_scope_in_county CHECK (scope / 1000000 = county_id),
    CONSTRAINT audit_act_form CHECK (act ~ '^[a-z_.]+$')
);
CREATE INDEX audit_by_object ON audit (county_id, object, seq);
CREATE TRIGGER audit_frozen BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_kept BEFORE TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
