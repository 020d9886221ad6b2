-- Drafts of documents: what is worked on, every revision of it, who is at it, and the steps it took to publication.

CREATE TABLE proposal (
    county_id        bigint NOT NULL,
    id               uuid   NOT NULL,
    scope            bigint NOT NULL,
    kind             text   NOT NULL,
    key              text   NOT NULL,
    title            text   NOT NULL,
    department       text   NOT NULL DEFAULT '',
    purpose          text   NOT NULL DEFAULT 'change',
    base_digest      text,
    state            text   NOT NULL DEFAULT 'draft',
    revision         bigint NOT NULL DEFAULT 1,
    author_id        uuid   NOT NULL,
    author_name      text   NOT NULL,
    created_at       timestamptz NOT NULL,
    saved_at         timestamptz NOT NULL,
    saved_by         uuid   NOT NULL,
    saved_by_name    text   NOT NULL,
    reason           text   NOT NULL DEFAULT '',
    listing          boolean NOT NULL DEFAULT false,
    demands          jsonb  NOT NULL DEFAULT '[]',
    due_on           date,
    offline_reason   text   NOT NULL DEFAULT '',
    publication_id   uuid,
    CONSTRAINT proposal_pk PRIMARY KEY (county_id, id),
    CONSTRAINT proposal_id_and_scope UNIQUE (county_id, id, scope),
    CONSTRAINT proposal_of_tenant FOREIGN KEY (county_id, scope) REFERENCES tenant (county_id, scope),
    CONSTRAINT proposal_of_base FOREIGN KEY (county_id, base_digest) REFERENCES document (county_id, digest),
    CONSTRAINT proposal_by_author FOREIGN KEY (county_id, author_id) REFERENCES account (county_id, id),
    CONSTRAINT proposal_published_as FOREIGN KEY (county_id, publication_id) REFERENCES publication (county_id, id),
    CONSTRAINT proposal_kind_form CHECK (kind ~ '^[a-z_]+$'),
    CONSTRAINT proposal_purpose_known CHECK (purpose IN ('change', 'rollback', 'withdrawal')),
    CONSTRAINT proposal_state_known CHECK (state IN (
        'draft', 'returned', 'confirming', 'signing', 'reviewing', 'listing', 'approved', 'published', 'abandoned')),
    CONSTRAINT proposal_published_names_its_version CHECK ((state = 'published') = (publication_id IS NOT NULL)),
    CONSTRAINT proposal_key_given CHECK (key <> '')
);
-- One open draft a document and purpose: a rollback never waits for somebody's unfinished work.
CREATE UNIQUE INDEX proposal_open_once ON proposal (county_id, kind, key, scope, purpose)
    WHERE state NOT IN ('published', 'abandoned');
CREATE INDEX proposal_newest ON proposal (county_id, saved_at DESC, id DESC);
CREATE INDEX proposal_of_key ON proposal (county_id, kind, key);
CREATE INDEX proposal_waiting ON proposal (county_id, state, due_on)
    WHERE state IN ('confirming', 'signing', 'reviewing', 'listing', 'approved');

CREATE TABLE proposal_revision (
    county_id        bigint NOT NULL,
    proposal_id      uuid   NOT NULL,
    revision         bigint NOT NULL,
    scope            bigint NOT NULL,
    body             jsonb  NOT NULL,
    digest           text   NOT NULL,
    saved_at         timestamptz NOT NULL,
    saved_by         uuid   NOT NULL,
    saved_by_name    text   NOT NULL,
    CONSTRAINT proposal_revision_pk PRIMARY KEY (county_id, proposal_id, revision),
    CONSTRAINT proposal_revision_of FOREIGN KEY (county_id, proposal_id, scope)
        REFERENCES proposal (county_id, id, scope),
    CONSTRAINT proposal_revision_digest_form CHECK (digest ~ '^sha256:[0-9a-f]{64}$'),
    CONSTRAINT proposal_revision_positive CHECK (revision > 0)
);
CREATE TRIGGER proposal_revision_frozen BEFORE UPDATE OR DELETE ON proposal_revision
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER proposal_revision_kept BEFORE TRUNCATE ON proposal_revision
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE proposal_presence (
    county_id        bigint NOT NULL,
    proposal_id      uuid   NOT NULL,
    account_id       uuid   NOT NULL,
    scope            bigint NOT NULL,
    name             text   NOT NULL,
    place            text   NOT NULL,
    since            timestamptz NOT NULL,
    seen_at          timestamptz NOT NULL,
    CONSTRAINT proposal_presence_pk PRIMARY KEY (county_id, proposal_id, account_id),
    CONSTRAINT proposal_presence_at FOREIGN KEY (county_id, proposal_id, scope)
        REFERENCES proposal (county_id, id, scope)
);

CREATE TABLE proposal_step (
    county_id        bigint NOT NULL,
    id               uuid   NOT NULL,
    proposal_id      uuid   NOT NULL,
    scope            bigint NOT NULL,
    act              text   NOT NULL,
    state_before     text   NOT NULL,
    state_after      text   NOT NULL,
    done_at          timestamptz NOT NULL,
    done_by          uuid   NOT NULL,
    done_by_name     text   NOT NULL,
    role_name        text   NOT NULL,
    unit             bigint NOT NULL,
    department       text   NOT NULL DEFAULT '',
    opinion          text   NOT NULL DEFAULT '',
    digest           text   NOT NULL,
    due_on           date,
    CONSTRAINT proposal_step_pk PRIMARY KEY (county_id, id),
    CONSTRAINT proposal_step_of FOREIGN KEY (county_id, proposal_id, scope)
        REFERENCES proposal (county_id, id, scope),
    CONSTRAINT proposal_step_act_form CHECK (act ~ '^[a-z_]+$')
);
CREATE INDEX proposal_step_in_order ON proposal_step (county_id, proposal_id, done_at, id);
CREATE TRIGGER proposal_step_frozen BEFORE UPDATE OR DELETE ON proposal_step
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER proposal_step_kept BEFORE TRUNCATE ON proposal_step
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
