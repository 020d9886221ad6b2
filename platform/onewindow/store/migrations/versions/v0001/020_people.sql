-- Tenants, their departments, and the people who work there.

CREATE TABLE tenant (
    county_id     bigint NOT NULL,
    scope         bigint NOT NULL,
    scope_hi      bigint NOT NULL GENERATED ALWAYS AS (CASE
                      WHEN scope % 1000 <> 0 THEN scope
                      WHEN scope % 1000000 <> 0 THEN scope + 999
                      WHEN scope % 100000000 <> 0 THEN scope + 999999
                      ELSE scope + 99999999 END) STORED,
    parent_scope  bigint,
    code          text   NOT NULL,
    name          text   NOT NULL,
    short_name    text   NOT NULL,
    initials      text   NOT NULL DEFAULT '',
    level         text   NOT NULL,
    status        text   NOT NULL DEFAULT 'planned',
    opened_on     date,
    valid_from    date,
    valid_to      date,
    phone         text   NOT NULL DEFAULT '',
    branding      jsonb  NOT NULL DEFAULT '{}',
    CONSTRAINT tenant_pk PRIMARY KEY (county_id, scope),
    CONSTRAINT tenant_code_once UNIQUE (county_id, code),
    CONSTRAINT tenant_scope_in_county CHECK (scope / 1000000 = county_id),
    CONSTRAINT tenant_level_known CHECK (level IN ('city', 'county', 'town', 'village')),
    CONSTRAINT tenant_status_known CHECK (status IN ('planned', 'pilot', 'open', 'suspended', 'closed')),
    CONSTRAINT tenant_validity CHECK (valid_to IS NULL OR valid_from IS NULL OR valid_from <= valid_to),
    CONSTRAINT tenant_parent_above CHECK (parent_scope IS NULL OR parent_scope < scope)
);
CREATE INDEX tenant_by_parent ON tenant (county_id, parent_scope);

CREATE TABLE department (
    county_id   bigint NOT NULL,
    scope       bigint NOT NULL,
    scope_hi    bigint NOT NULL GENERATED ALWAYS AS (CASE
                    WHEN scope % 1000 <> 0 THEN scope
                    WHEN scope % 1000000 <> 0 THEN scope + 999
                    WHEN scope % 100000000 <> 0 THEN scope + 999999
                    ELSE scope + 99999999 END) STORED,
    key         text   NOT NULL,
    valid_from  date   NOT NULL,
    valid_to    date,
    name        text   NOT NULL,
    level       text   NOT NULL,
    phone       text   NOT NULL DEFAULT '',
    CONSTRAINT department_pk PRIMARY KEY (county_id, scope, key, valid_from),
    CONSTRAINT department_of_tenant FOREIGN KEY (county_id, scope) REFERENCES tenant (county_id, scope),
    CONSTRAINT department_level_known CHECK (level IN ('city', 'county', 'town', 'village')),
    CONSTRAINT department_validity CHECK (valid_to IS NULL OR valid_from <= valid_to)
);

CREATE TABLE account (
    county_id        bigint NOT NULL,
    id               uuid   NOT NULL,
    scope            bigint NOT NULL,
    username         text   NOT NULL,
    display_name     text   NOT NULL,
    password_hash    text   NOT NULL,
    status           text   NOT NULL DEFAULT 'active',
    failed_attempts  bigint NOT NULL DEFAULT 0,
    locked_until     timestamptz,
    must_change      boolean NOT NULL DEFAULT true,
    phone_masked     text   NOT NULL DEFAULT '',
    CONSTRAINT account_pk PRIMARY KEY (county_id, id),
    CONSTRAINT account_username_once UNIQUE (county_id, username),
    CONSTRAINT account_of_tenant FOREIGN KEY (county_id, scope) REFERENCES tenant (county_id, scope),
    CONSTRAINT account_hash_is_argon2 CHECK (password_hash LIKE '$argon2%'),
    CONSTRAINT account_status_known CHECK (status IN ('active', 'closed')),
    CONSTRAINT account_attempts CHECK (failed_attempts >= 0)
);
CREATE INDEX account_by_scope ON account (county_id, scope, display_name);

CREATE TABLE role_binding (
    county_id       bigint NOT NULL,
    id              uuid   NOT NULL,
    account_id      uuid   NOT NULL,
    scope           bigint NOT NULL,
    department_key  text,
    post            text   NOT NULL DEFAULT '',
    role            text   NOT NULL,
    CONSTRAINT role_binding_pk PRIMARY KEY (county_id, id),
    CONSTRAINT role_binding_once UNIQUE NULLS NOT DISTINCT (county_id, account_id, scope, department_key, post, role),
    CONSTRAINT role_binding_of_account FOREIGN KEY (county_id, account_id) REFERENCES account (county_id, id),
    CONSTRAINT role_binding_of_tenant FOREIGN KEY (county_id, scope) REFERENCES tenant (county_id, scope),
    CONSTRAINT role_binding_role_form CHECK (role ~ '^[a-z_]+$')
);
CREATE INDEX role_binding_by_scope ON role_binding (county_id, scope, role);
