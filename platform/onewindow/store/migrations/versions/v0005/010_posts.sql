-- Posts as data, roles with dates, and posts lent to somebody for some days.

ALTER TABLE role_binding ADD COLUMN valid_from date;
ALTER TABLE role_binding ADD COLUMN valid_to date;
ALTER TABLE role_binding ADD CONSTRAINT role_binding_validity
    CHECK (valid_to IS NULL OR valid_from IS NULL OR valid_from <= valid_to);
CREATE INDEX role_binding_at_post ON role_binding (county_id, scope, department_key, post);

CREATE TABLE post (
    county_id       bigint NOT NULL,
    scope           bigint NOT NULL,
    department_key  text   NOT NULL DEFAULT '',
    name            text   NOT NULL,
    duty            text   NOT NULL DEFAULT '',
    CONSTRAINT post_pk PRIMARY KEY (county_id, scope, department_key, name),
    CONSTRAINT post_of_tenant FOREIGN KEY (county_id, scope) REFERENCES tenant (county_id, scope),
    CONSTRAINT post_has_name CHECK (name <> '')
);

CREATE TABLE delegation (
    county_id       bigint NOT NULL,
    id              uuid   NOT NULL,
    scope           bigint NOT NULL,
    role            text   NOT NULL,
    department_key  text,
    post            text   NOT NULL DEFAULT '',
    principal_id    uuid   NOT NULL,
    deputy_id       uuid   NOT NULL,
    valid_from      date   NOT NULL,
    valid_to        date   NOT NULL,
    reason          text   NOT NULL DEFAULT '',
    made_at         timestamptz NOT NULL,
    revoked_at      timestamptz,
    CONSTRAINT delegation_pk PRIMARY KEY (county_id, id),
    CONSTRAINT delegation_of_principal FOREIGN KEY (county_id, principal_id) REFERENCES account (county_id, id),
    CONSTRAINT delegation_to_deputy FOREIGN KEY (county_id, deputy_id) REFERENCES account (county_id, id),
    CONSTRAINT delegation_of_tenant FOREIGN KEY (county_id, scope) REFERENCES tenant (county_id, scope),
    CONSTRAINT delegation_of_two CHECK (principal_id <> deputy_id),
    CONSTRAINT delegation_validity CHECK (valid_from <= valid_to),
    CONSTRAINT delegation_role_form CHECK (role ~ '^[a-z_]+$')
);
CREATE INDEX delegation_by_deputy ON delegation (county_id, deputy_id, valid_to) WHERE revoked_at IS NULL;
CREATE INDEX delegation_by_principal ON delegation (county_id, principal_id, valid_to);
