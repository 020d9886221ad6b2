-- What is published: frozen documents, the versions that point at them, and the differences of lower tenants.

CREATE TABLE document (
    county_id   bigint NOT NULL,
    digest      text   NOT NULL,
    kind        text   NOT NULL,
    body        jsonb  NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT document_pk PRIMARY KEY (county_id, digest),
    CONSTRAINT document_digest_form CHECK (digest ~ '^sha256:[0-9a-f]{64}$'),
    CONSTRAINT document_kind_form CHECK (kind ~ '^[a-z_]+$')
);
CREATE TRIGGER document_frozen BEFORE UPDATE OR DELETE ON document FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER document_kept BEFORE TRUNCATE ON document FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE publication (
    county_id       bigint NOT NULL,
    id              uuid   NOT NULL,
    scope           bigint NOT NULL,
    scope_hi        bigint NOT NULL GENERATED ALWAYS AS (CASE
                        WHEN scope % 1000 <> 0 THEN scope
                        WHEN scope % 1000000 <> 0 THEN scope + 999
                        WHEN scope % 100000000 <> 0 THEN scope + 999999
                        ELSE scope + 99999999 END) STORED,
    kind            text   NOT NULL,
    key             text   NOT NULL,
    version         bigint NOT NULL,
    title           text   NOT NULL,
    digest          text   NOT NULL,
    effective_from  date   NOT NULL,
    state           text   NOT NULL DEFAULT 'published',
    listed_in       bigint[],
    published_at    timestamptz NOT NULL,
    published_by    uuid,
    CONSTRAINT publication_pk PRIMARY KEY (county_id, id),
    CONSTRAINT publication_version_once UNIQUE (county_id, kind, key, scope, version),
    CONSTRAINT publication_of_tenant FOREIGN KEY (county_id, scope) REFERENCES tenant (county_id, scope),
    CONSTRAINT publication_of_document FOREIGN KEY (county_id, digest) REFERENCES document (county_id, digest),
    CONSTRAINT publication_by_account FOREIGN KEY (county_id, published_by) REFERENCES account (county_id, id),
    CONSTRAINT publication_kind_known CHECK (kind IN ('matter', 'theme', 'elements', 'calendar', 'template', 'parameters')),
    CONSTRAINT publication_state_known CHECK (state IN ('published', 'suspended', 'withdrawn')),
    CONSTRAINT publication_version_positive CHECK (version > 0)
);

CREATE TABLE overlay (
    county_id     bigint NOT NULL,
    id            uuid   NOT NULL,
    scope         bigint NOT NULL,
    scope_hi      bigint NOT NULL GENERATED ALWAYS AS (CASE
                      WHEN scope % 1000 <> 0 THEN scope
                      WHEN scope % 1000000 <> 0 THEN scope + 999
                      WHEN scope % 100000000 <> 0 THEN scope + 999999
                      ELSE scope + 99999999 END) STORED,
    kind          text   NOT NULL,
    key           text   NOT NULL,
    version       bigint NOT NULL,
    base_digest   text   NOT NULL,
    patch_digest  text   NOT NULL,
    made_at       timestamptz NOT NULL,
    made_by       uuid,
    CONSTRAINT overlay_pk PRIMARY KEY (county_id, id),
    CONSTRAINT overlay_version_once UNIQUE (county_id, kind, key, scope, version),
    CONSTRAINT overlay_of_tenant FOREIGN KEY (county_id, scope) REFERENCES tenant (county_id, scope),
    CONSTRAINT overlay_of_base FOREIGN KEY (county_id, base_digest) REFERENCES document (county_id, digest),
    CONSTRAINT overlay_of_patch FOREIGN KEY (county_id, patch_digest) REFERENCES document (county_id, digest),
    CONSTRAINT overlay_by_account FOREIGN KEY (county_id, made_by) REFERENCES account (county_id, id),
    CONSTRAINT overlay_version_positive CHECK (version > 0)
);
