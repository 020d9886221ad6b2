-- One submission, its cases, and what belongs to a case. A child repeats the two scopes of its case: the foreign key keeps
-- them true, and the policy of the child can be a range like that of the case.

CREATE TABLE application (
    county_id            bigint NOT NULL,
    id                   uuid   NOT NULL,
    accepting_scope      bigint NOT NULL,
    idempotency_key      text   NOT NULL,
    channel              text   NOT NULL,
    theme_key            text,
    theme_digest         text,
    members              text[] NOT NULL,
    form_digest          text   NOT NULL,
    elements_digest      text   NOT NULL,
    answers              jsonb  NOT NULL,
    applicant_name       text   NOT NULL,
    applicant_id_masked  text   NOT NULL DEFAULT '',
    submitted_at         timestamptz NOT NULL,
    submitted_by         uuid,
    submitted_by_name    text   NOT NULL DEFAULT '',
    CONSTRAINT application_pk PRIMARY KEY (county_id, id),
    CONSTRAINT application_scope_shared UNIQUE (county_id, id, accepting_scope),
    CONSTRAINT application_submitted_once UNIQUE (county_id, idempotency_key),
    CONSTRAINT application_of_tenant FOREIGN KEY (county_id, accepting_scope) REFERENCES tenant (county_id, scope),
    CONSTRAINT application_of_form FOREIGN KEY (county_id, form_digest) REFERENCES document (county_id, digest),
    CONSTRAINT application_of_elements FOREIGN KEY (county_id, elements_digest) REFERENCES document (county_id, digest),
    CONSTRAINT application_of_theme FOREIGN KEY (county_id, theme_digest) REFERENCES document (county_id, digest),
    CONSTRAINT application_by_account FOREIGN KEY (county_id, submitted_by) REFERENCES account (county_id, id),
    CONSTRAINT application_has_members CHECK (cardinality(members) > 0)
);
CREATE INDEX application_by_scope ON application (county_id, accepting_scope, submitted_at);

CREATE TABLE case_ (
    county_id        bigint NOT NULL,
    id               uuid   NOT NULL,
    application_id   uuid   NOT NULL,
    number           text   NOT NULL,
    matter_key       text   NOT NULL,
    matter_name      text   NOT NULL,
    matter_digest    text   NOT NULL,
    elements_digest  text   NOT NULL,
    case_type        text   NOT NULL,
    accepting_scope  bigint NOT NULL,
    home_scope       bigint NOT NULL,
    status           text   NOT NULL,
    accepted_at      timestamptz NOT NULL,
    accepted_on      date   NOT NULL,
    time_limit       jsonb  NOT NULL,
    due_on           date,
    due_state        text   NOT NULL,
    applicant_name   text   NOT NULL,
    answers          jsonb  NOT NULL,
    route            jsonb  NOT NULL,
    accepted_by      uuid,
    decided_at       timestamptz,
    decided_by       uuid,
    decided_by_name  text   NOT NULL DEFAULT '',
    outcome          text,
    decision         jsonb,
    closed_at        timestamptz,
    CONSTRAINT case_pk PRIMARY KEY (county_id, id),
    CONSTRAINT case_number_once UNIQUE (county_id, number),
    CONSTRAINT case_matter_once UNIQUE (county_id, application_id, matter_key),
    CONSTRAINT case_scopes_shared UNIQUE (county_id, id, accepting_scope, home_scope),
    CONSTRAINT case_of_application FOREIGN KEY (county_id, application_id, accepting_scope)
        REFERENCES application (county_id, id, accepting_scope),
    CONSTRAINT case_of_matter FOREIGN KEY (county_id, matter_digest) REFERENCES document (county_id, digest),
    CONSTRAINT case_of_elements FOREIGN KEY (county_id, elements_digest) REFERENCES document (county_id, digest),
    CONSTRAINT case_accepting_tenant FOREIGN KEY (county_id, accepting_scope) REFERENCES tenant (county_id, scope),
    CONSTRAINT case_home_tenant FOREIGN KEY (county_id, home_scope) REFERENCES tenant (county_id, scope),
    CONSTRAINT case_accepted_by FOREIGN KEY (county_id, accepted_by) REFERENCES account (county_id, id),
    CONSTRAINT case_decided_by FOREIGN KEY (county_id, decided_by) REFERENCES account (county_id, id),
    CONSTRAINT case_status_form CHECK (status ~ '^[a-z_]+$'),
    CONSTRAINT case_due_state_known CHECK (due_state IN ('set', 'none', 'calendar_missing')),
    CONSTRAINT case_due_on_when_set CHECK ((due_state = 'set') = (due_on IS NOT NULL)),
    CONSTRAINT case_decided_whole CHECK ((decided_at IS NULL) = (outcome IS NULL))
);
CREATE INDEX case_by_time ON case_ (county_id, accepted_at, id);
CREATE INDEX case_by_accepting ON case_ (county_id, accepting_scope, accepted_at, id);
CREATE INDEX case_by_home ON case_ (county_id, home_scope, accepted_at, id);
CREATE INDEX case_by_applicant ON case_ (county_id, applicant_name);
CREATE INDEX case_without_calendar ON case_ (county_id, accepted_on) WHERE due_state = 'calendar_missing';

CREATE TABLE task (
    county_id        bigint NOT NULL,
    id               uuid   NOT NULL,
    case_id          uuid   NOT NULL,
    accepting_scope  bigint NOT NULL,
    home_scope       bigint NOT NULL,
    scope            bigint NOT NULL,
    scope_hi         bigint NOT NULL GENERATED ALWAYS AS (CASE
                         WHEN scope % 1000 <> 0 THEN scope
                         WHEN scope % 1000000 <> 0 THEN scope + 999
                         WHEN scope % 100000000 <> 0 THEN scope + 999999
                         ELSE scope + 99999999 END) STORED,
    step             text   NOT NULL,
    department_key   text   NOT NULL,
    department_name  text   NOT NULL,
    post             text   NOT NULL DEFAULT '',
    action           text   NOT NULL,
    state            text   NOT NULL,
    time_limit       jsonb,
    due_on           date,
    opened_at        timestamptz NOT NULL,
    done_at          timestamptz,
    done_by          uuid,
    done_by_name     text   NOT NULL DEFAULT '',
    outcome          text,
    opinion          text   NOT NULL DEFAULT '',
    CONSTRAINT task_pk PRIMARY KEY (county_id, id),
    CONSTRAINT task_of_case FOREIGN KEY (county_id, case_id, accepting_scope, home_scope)
        REFERENCES case_ (county_id, id, accepting_scope, home_scope),
    CONSTRAINT task_of_tenant FOREIGN KEY (county_id, scope) REFERENCES tenant (county_id, scope),
    CONSTRAINT task_done_by FOREIGN KEY (county_id, done_by) REFERENCES account (county_id, id),
    CONSTRAINT task_tenant_sees_case
        CHECK (home_scope BETWEEN scope AND scope_hi OR accepting_scope BETWEEN scope AND scope_hi),
    CONSTRAINT task_state_form CHECK (state ~ '^[a-z_]+$'),
    CONSTRAINT task_done_whole CHECK ((state = 'done') = (done_at IS NOT NULL))
);
CREATE INDEX task_of_case_in_order ON task (county_id, case_id, opened_at);
CREATE INDEX task_inbox ON task (county_id, scope, department_key, due_on) WHERE state = 'open';
CREATE UNIQUE INDEX task_open_once ON task (county_id, case_id, step) WHERE state = 'open';

CREATE TABLE case_material (
    county_id        bigint NOT NULL,
    case_id          uuid   NOT NULL,
    key              text   NOT NULL,
    accepting_scope  bigint NOT NULL,
    home_scope       bigint NOT NULL,
    position         bigint NOT NULL,
    name             text   NOT NULL,
    state            text   NOT NULL,
    medium           text   NOT NULL DEFAULT '',
    originals        bigint NOT NULL DEFAULT 0,
    photocopies      bigint NOT NULL DEFAULT 0,
    pages            bigint NOT NULL DEFAULT 0,
    reason           text   NOT NULL DEFAULT '',
    file_scope       bigint,
    file_digest      text,
    CONSTRAINT case_material_pk PRIMARY KEY (county_id, case_id, key),
    CONSTRAINT case_material_of_case FOREIGN KEY (county_id, case_id, accepting_scope, home_scope)
        REFERENCES case_ (county_id, id, accepting_scope, home_scope),
    CONSTRAINT case_material_state_known CHECK (state IN ('needed', 'waived', 'internal', 'deferred', 'received')),
    CONSTRAINT case_material_counts CHECK (originals >= 0 AND photocopies >= 0 AND pages >= 0),
    CONSTRAINT case_material_file_whole CHECK ((file_scope IS NULL) = (file_digest IS NULL))
);

CREATE TABLE case_clock (
    county_id        bigint NOT NULL,
    id               uuid   NOT NULL,
    case_id          uuid   NOT NULL,
    accepting_scope  bigint NOT NULL,
    home_scope       bigint NOT NULL,
    kind             text   NOT NULL,
    starts_on        date   NOT NULL,
    ends_on          date,
    days             jsonb,
    reason           text   NOT NULL,
    basis            text   NOT NULL DEFAULT '',
    approved_by      uuid,
    recorded_at      timestamptz NOT NULL,
    CONSTRAINT case_clock_pk PRIMARY KEY (county_id, id),
    CONSTRAINT case_clock_of_case FOREIGN KEY (county_id, case_id, accepting_scope, home_scope)
        REFERENCES case_ (county_id, id, accepting_scope, home_scope),
    CONSTRAINT case_clock_approved_by FOREIGN KEY (county_id, approved_by) REFERENCES account (county_id, id),
    CONSTRAINT case_clock_kind_known CHECK (kind IN ('pause', 'extension')),
    CONSTRAINT case_clock_order CHECK (ends_on IS NULL OR starts_on <= ends_on)
);
CREATE INDEX case_clock_of_case_in_order ON case_clock (county_id, case_id, recorded_at);

CREATE TABLE notice (
    county_id        bigint NOT NULL,
    id               uuid   NOT NULL,
    application_id   uuid   NOT NULL,
    case_id          uuid,
    accepting_scope  bigint NOT NULL,
    home_scope       bigint NOT NULL,
    kind             text   NOT NULL,
    number           text   NOT NULL,
    title            text   NOT NULL,
    template_digest  text   NOT NULL,
    "values"         jsonb  NOT NULL,
    fonts            jsonb  NOT NULL,
    issued_at        timestamptz NOT NULL,
    issued_by        uuid,
    issued_by_name   text   NOT NULL DEFAULT '',
    printed          bigint NOT NULL DEFAULT 0,
    voided_at        timestamptz,
    voided_by        uuid,
    void_reason      text   NOT NULL DEFAULT '',
    CONSTRAINT notice_pk PRIMARY KEY (county_id, id),
    CONSTRAINT notice_number_once UNIQUE (county_id, number),
    CONSTRAINT notice_of_application FOREIGN KEY (county_id, application_id, accepting_scope)
        REFERENCES application (county_id, id, accepting_scope),
    CONSTRAINT notice_of_case FOREIGN KEY (county_id, case_id, accepting_scope, home_scope)
        REFERENCES case_ (county_id, id, accepting_scope, home_scope),
    CONSTRAINT notice_of_template FOREIGN KEY (county_id, template_digest) REFERENCES document (county_id, digest),
    CONSTRAINT notice_issued_by FOREIGN KEY (county_id, issued_by) REFERENCES account (county_id, id),
    CONSTRAINT notice_voided_by FOREIGN KEY (county_id, voided_by) REFERENCES account (county_id, id),
    CONSTRAINT notice_of_application_stays CHECK (case_id IS NOT NULL OR home_scope = accepting_scope),
    CONSTRAINT notice_printed CHECK (printed >= 0),
    CONSTRAINT notice_void_whole CHECK ((voided_at IS NULL) = (void_reason = ''))
);
CREATE INDEX notice_of_application_in_order ON notice (county_id, application_id, issued_at);
CREATE INDEX notice_of_case_in_order ON notice (county_id, case_id, issued_at);
