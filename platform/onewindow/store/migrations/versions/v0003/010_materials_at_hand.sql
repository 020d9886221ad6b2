-- Files of a case in their order: those of a material, and those that stand in an answer.
CREATE TABLE case_file (
    county_id        bigint NOT NULL,
    case_id          uuid   NOT NULL,
    place            text   NOT NULL,
    key              text   NOT NULL,
    position         bigint NOT NULL,
    accepting_scope  bigint NOT NULL,
    home_scope       bigint NOT NULL,
    file_scope       bigint NOT NULL,
    file_digest      text   NOT NULL,
    name             text   NOT NULL,
    pages            bigint NOT NULL DEFAULT 0,
    CONSTRAINT case_file_pk PRIMARY KEY (county_id, case_id, place, key, position),
    CONSTRAINT case_file_of_case FOREIGN KEY (county_id, case_id, accepting_scope, home_scope)
        REFERENCES case_ (county_id, id, accepting_scope, home_scope),
    CONSTRAINT case_file_of_file FOREIGN KEY (county_id, file_scope, file_digest)
        REFERENCES file_blob (county_id, scope, digest),
    CONSTRAINT case_file_place_known CHECK (place IN ('material', 'answer')),
    CONSTRAINT case_file_counts CHECK (position >= 0 AND pages >= 0)
);
CREATE INDEX case_file_by_file ON case_file (county_id, file_scope, file_digest);

ALTER TABLE case_material DROP COLUMN file_scope, DROP COLUMN file_digest;
ALTER TABLE case_material
    ADD COLUMN note            text  NOT NULL DEFAULT '',
    ADD COLUMN checks          jsonb NOT NULL DEFAULT '[]',
    ADD COLUMN checked_at      timestamptz,
    ADD COLUMN checked_by      uuid,
    ADD COLUMN checked_by_name text  NOT NULL DEFAULT '',
    ADD COLUMN until_on        date,
    ADD CONSTRAINT case_material_checked_by FOREIGN KEY (county_id, checked_by) REFERENCES account (county_id, id);
GRANT UPDATE (note, checks, checked_at, checked_by, checked_by_name, until_on) ON case_material TO ow_app;

-- Whose application this was, found by a keyed hash of the number; the number itself stands only among the answers.
CREATE TABLE earlier_answers (
    county_id        bigint NOT NULL,
    application_id   uuid   NOT NULL,
    accepting_scope  bigint NOT NULL,
    subject          text   NOT NULL,
    title            text   NOT NULL,
    submitted_at     timestamptz NOT NULL,
    CONSTRAINT earlier_answers_pk PRIMARY KEY (county_id, application_id),
    CONSTRAINT earlier_answers_of_application FOREIGN KEY (county_id, application_id, accepting_scope)
        REFERENCES application (county_id, id, accepting_scope),
    CONSTRAINT earlier_answers_subject_form CHECK (subject ~ '^[0-9a-f]{64}$')
);
CREATE INDEX earlier_answers_of_subject ON earlier_answers (county_id, subject, submitted_at DESC);

-- The applicant's consent, before a value is filled: who asked, when, for which application.
CREATE TABLE prefill_consent (
    county_id           bigint NOT NULL,
    id                  uuid   NOT NULL,
    scope               bigint NOT NULL,
    application_key     text   NOT NULL,
    source_application  uuid   NOT NULL,
    fields              text[] NOT NULL,
    asked_by            uuid   NOT NULL,
    asked_by_name       text   NOT NULL,
    asked_at            timestamptz NOT NULL,
    CONSTRAINT prefill_consent_pk PRIMARY KEY (county_id, id),
    CONSTRAINT prefill_consent_of_tenant FOREIGN KEY (county_id, scope) REFERENCES tenant (county_id, scope),
    CONSTRAINT prefill_consent_of_source FOREIGN KEY (county_id, source_application)
        REFERENCES application (county_id, id),
    CONSTRAINT prefill_consent_asked_by FOREIGN KEY (county_id, asked_by) REFERENCES account (county_id, id)
);
CREATE INDEX prefill_consent_for ON prefill_consent (county_id, application_key, asked_at);
CREATE TRIGGER prefill_consent_frozen BEFORE UPDATE OR DELETE ON prefill_consent
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
