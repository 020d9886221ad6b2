-- Paper that was handed out. A door of kind paper leads from the code on a paper to its record.

ALTER TABLE door DROP CONSTRAINT door_kind_known;
ALTER TABLE door ADD CONSTRAINT door_kind_known CHECK (kind IN ('account', 'case', 'paper'));

ALTER TABLE notice ADD COLUMN images jsonb NOT NULL DEFAULT '{}';
ALTER TABLE notice ADD COLUMN verify_code text NOT NULL DEFAULT '';
ALTER TABLE notice ADD COLUMN replaced_by uuid;
ALTER TABLE notice ADD CONSTRAINT notice_in_sight UNIQUE (county_id, id, accepting_scope, home_scope);
ALTER TABLE notice ADD CONSTRAINT notice_replaced_when_void CHECK (replaced_by IS NULL OR voided_at IS NOT NULL);
ALTER TABLE notice ADD CONSTRAINT notice_replaced_by FOREIGN KEY (county_id, replaced_by) REFERENCES notice (county_id, id);
CREATE INDEX notice_replaced ON notice (county_id, replaced_by) WHERE replaced_by IS NOT NULL;
CREATE UNIQUE INDEX notice_verify_code_once ON notice (county_id, verify_code) WHERE verify_code <> '';

-- Copy 0 is the original; every further one is marked on the paper itself and has its reason.
CREATE TABLE paper_copy (
    county_id        bigint NOT NULL,
    notice_id        uuid   NOT NULL,
    accepting_scope  bigint NOT NULL,
    home_scope       bigint NOT NULL,
    copy             bigint NOT NULL,
    made_at          timestamptz NOT NULL,
    made_by          uuid,
    made_by_name     text   NOT NULL DEFAULT '',
    reason           text   NOT NULL DEFAULT '',
    digest           text   NOT NULL,
    signed_with      text   NOT NULL DEFAULT '',
    content          bytea,
    CONSTRAINT paper_copy_pk PRIMARY KEY (county_id, notice_id, copy),
    CONSTRAINT paper_copy_of_notice FOREIGN KEY (county_id, notice_id, accepting_scope, home_scope)
        REFERENCES notice (county_id, id, accepting_scope, home_scope),
    CONSTRAINT paper_copy_made_by FOREIGN KEY (county_id, made_by) REFERENCES account (county_id, id),
    CONSTRAINT paper_copy_number CHECK (copy >= 0),
    CONSTRAINT paper_copy_reason CHECK ((copy = 0) = (reason = '')),
    CONSTRAINT paper_copy_digest_form CHECK (digest ~ '^sha256:[0-9a-f]{64}$'),
    CONSTRAINT paper_copy_signed_whole CHECK ((signed_with = '') = (content IS NULL))
);

CREATE TABLE seal_image (
    county_id  bigint NOT NULL,
    digest     text   NOT NULL,
    content    bytea  NOT NULL,
    CONSTRAINT seal_image_pk PRIMARY KEY (county_id, digest),
    CONSTRAINT seal_image_digest_form CHECK (digest ~ '^sha256:[0-9a-f]{64}$')
);

-- The seal of one body for one place on paper (role: the name of the image in the templates), with its days.
CREATE TABLE seal (
    county_id           bigint NOT NULL,
    id                  uuid   NOT NULL,
    scope               bigint NOT NULL,
    scope_hi            bigint NOT NULL GENERATED ALWAYS AS (CASE
        WHEN scope % 1000 <> 0 THEN scope
        WHEN scope % 1000000 <> 0 THEN scope + 999
        WHEN scope % 100000000 <> 0 THEN scope + 999999
        ELSE scope + 99999999 END) STORED,
    role                text   NOT NULL,
    name                text   NOT NULL,
    image_digest        text   NOT NULL,
    width_tenths        bigint NOT NULL,
    valid_from          date   NOT NULL,
    valid_to            date   NOT NULL,
    registered_at       timestamptz NOT NULL,
    registered_by       uuid,
    registered_by_name  text   NOT NULL DEFAULT '',
    withdrawn_on        date,
    CONSTRAINT seal_pk PRIMARY KEY (county_id, id),
    CONSTRAINT seal_in_place UNIQUE (county_id, id, scope),
    CONSTRAINT seal_of_tenant FOREIGN KEY (county_id, scope) REFERENCES tenant (county_id, scope),
    CONSTRAINT seal_of_image FOREIGN KEY (county_id, image_digest) REFERENCES seal_image (county_id, digest),
    CONSTRAINT seal_registered_by FOREIGN KEY (county_id, registered_by) REFERENCES account (county_id, id),
    CONSTRAINT seal_role_known CHECK (role IN ('seal', 'acceptance_seal', 'receipt_seal', 'village_seal')),
    CONSTRAINT seal_named CHECK (name <> ''),
    CONSTRAINT seal_size CHECK (width_tenths BETWEEN 100 AND 600),
    CONSTRAINT seal_days CHECK (valid_to >= valid_from)
);
CREATE INDEX seal_of_scope ON seal (county_id, scope, role, valid_from);

-- Who keeps a seal: a person or a department (neither: everybody of the body), for which documents (none: all).
CREATE TABLE seal_custody (
    county_id      bigint NOT NULL,
    id             uuid   NOT NULL,
    scope          bigint NOT NULL,
    scope_hi       bigint NOT NULL GENERATED ALWAYS AS (CASE
        WHEN scope % 1000 <> 0 THEN scope
        WHEN scope % 1000000 <> 0 THEN scope + 999
        WHEN scope % 100000000 <> 0 THEN scope + 999999
        ELSE scope + 99999999 END) STORED,
    seal_id        uuid   NOT NULL,
    account_id     uuid,
    department     text   NOT NULL DEFAULT '',
    kinds          text[] NOT NULL DEFAULT '{}',
    starts_on      date   NOT NULL,
    ends_on        date   NOT NULL,
    given_at       timestamptz NOT NULL,
    given_by       uuid,
    given_by_name  text   NOT NULL DEFAULT '',
    ended_on       date,
    CONSTRAINT seal_custody_pk PRIMARY KEY (county_id, id),
    CONSTRAINT seal_custody_of_seal FOREIGN KEY (county_id, seal_id, scope) REFERENCES seal (county_id, id, scope),
    CONSTRAINT seal_custody_account FOREIGN KEY (county_id, account_id) REFERENCES account (county_id, id),
    CONSTRAINT seal_custody_days CHECK (ends_on >= starts_on)
);
CREATE INDEX seal_custody_of_seal_in_order ON seal_custody (county_id, seal_id, starts_on);

CREATE TABLE seal_use (
    county_id        bigint NOT NULL,
    id               uuid   NOT NULL,
    seal_id          uuid   NOT NULL,
    image_digest     text   NOT NULL,
    notice_id        uuid   NOT NULL,
    accepting_scope  bigint NOT NULL,
    home_scope       bigint NOT NULL,
    kind             text   NOT NULL,
    number           text   NOT NULL,
    used_at          timestamptz NOT NULL,
    used_by          uuid,
    used_by_name     text   NOT NULL DEFAULT '',
    CONSTRAINT seal_use_pk PRIMARY KEY (county_id, id),
    CONSTRAINT seal_use_of_seal FOREIGN KEY (county_id, seal_id) REFERENCES seal (county_id, id),
    CONSTRAINT seal_use_of_notice FOREIGN KEY (county_id, notice_id, accepting_scope, home_scope)
        REFERENCES notice (county_id, id, accepting_scope, home_scope),
    CONSTRAINT seal_use_used_by FOREIGN KEY (county_id, used_by) REFERENCES account (county_id, id)
);
CREATE INDEX seal_use_in_order ON seal_use (county_id, seal_id, used_at);
CREATE INDEX seal_use_of_image ON seal_use (county_id, image_digest);

-- Roots of the county and certificates of the bodies that sign. A signing key is encrypted; a root's is not here at all.
CREATE TABLE certificate (
    county_id      bigint NOT NULL,
    serial         text   NOT NULL,
    scope          bigint NOT NULL,
    scope_hi       bigint NOT NULL GENERATED ALWAYS AS (CASE
        WHEN scope % 1000 <> 0 THEN scope
        WHEN scope % 1000000 <> 0 THEN scope + 999
        WHEN scope % 100000000 <> 0 THEN scope + 999999
        ELSE scope + 99999999 END) STORED,
    kind           text   NOT NULL,
    subject        text   NOT NULL,
    pem            text   NOT NULL,
    key_pem        text   NOT NULL DEFAULT '',
    valid_from     timestamptz NOT NULL,
    valid_to       timestamptz NOT NULL,
    issued_at      timestamptz NOT NULL,
    revoked_at     timestamptz,
    revoke_reason  text   NOT NULL DEFAULT '',
    CONSTRAINT certificate_pk PRIMARY KEY (county_id, serial),
    CONSTRAINT certificate_of_tenant FOREIGN KEY (county_id, scope) REFERENCES tenant (county_id, scope),
    CONSTRAINT certificate_kind_known CHECK (kind IN ('root', 'signer')),
    CONSTRAINT certificate_key_encrypted CHECK (CASE kind WHEN 'root' THEN key_pem = ''
        ELSE key_pem LIKE '-----BEGIN ENCRYPTED PRIVATE KEY-----%' END),
    CONSTRAINT certificate_days CHECK (valid_to > valid_from),
    CONSTRAINT certificate_revoked_whole CHECK ((revoked_at IS NULL) = (revoke_reason = ''))
);
CREATE INDEX certificate_of_scope ON certificate (county_id, kind, scope, valid_from);

CREATE TABLE revocation_list (
    county_id  bigint NOT NULL,
    number     bigint NOT NULL,
    pem        text   NOT NULL,
    made_at    timestamptz NOT NULL,
    CONSTRAINT revocation_list_pk PRIMARY KEY (county_id, number)
);

CREATE TRIGGER paper_copy_frozen BEFORE UPDATE OR DELETE ON paper_copy FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER paper_copy_kept BEFORE TRUNCATE ON paper_copy FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER seal_use_frozen BEFORE UPDATE OR DELETE ON seal_use FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER seal_use_kept BEFORE TRUNCATE ON seal_use FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER seal_image_frozen BEFORE UPDATE OR DELETE ON seal_image FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER seal_image_kept BEFORE TRUNCATE ON seal_image FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
