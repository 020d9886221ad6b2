-- Who is signed in where, by what else than a password.

CREATE TABLE sign_in (
    county_id     bigint NOT NULL,
    id            uuid   NOT NULL,
    account_id    uuid   NOT NULL,
    scope         bigint NOT NULL,
    method        text   NOT NULL,
    device        text   NOT NULL,
    since         timestamptz NOT NULL,
    last_seen     timestamptz NOT NULL,
    ends_at       timestamptz NOT NULL,
    confirmed_at  timestamptz,
    CONSTRAINT sign_in_pk PRIMARY KEY (county_id, id),
    CONSTRAINT sign_in_of_account FOREIGN KEY (county_id, account_id) REFERENCES account (county_id, id),
    CONSTRAINT sign_in_method_known CHECK (method IN ('password', 'oidc')),
    CONSTRAINT sign_in_ends CHECK (since <= last_seen AND since < ends_at)
);
CREATE INDEX sign_in_by_account ON sign_in (county_id, account_id, since);

-- `secret` is sealed with a key of the settings; `last_step` is the number of the last half minute whose code was used;
-- `recovery` holds the keyed hashes of the recovery codes that are left.
CREATE TABLE second_factor (
    county_id     bigint NOT NULL,
    account_id    uuid   NOT NULL,
    scope         bigint NOT NULL,
    secret        text   NOT NULL,
    confirmed_at  timestamptz,
    last_step     bigint NOT NULL DEFAULT 0,
    recovery      jsonb  NOT NULL DEFAULT '[]',
    CONSTRAINT second_factor_pk PRIMARY KEY (county_id, account_id),
    CONSTRAINT second_factor_of_account FOREIGN KEY (county_id, account_id) REFERENCES account (county_id, id)
);

-- Whoever holds this role in this tenant or below has to have a second factor.
CREATE TABLE factor_rule (
    county_id  bigint NOT NULL,
    scope      bigint NOT NULL,
    scope_hi   bigint NOT NULL GENERATED ALWAYS AS (CASE
                   WHEN scope % 1000 <> 0 THEN scope
                   WHEN scope % 1000000 <> 0 THEN scope + 999
                   WHEN scope % 100000000 <> 0 THEN scope + 999999
                   ELSE scope + 99999999 END) STORED,
    role       text   NOT NULL,
    CONSTRAINT factor_rule_pk PRIMARY KEY (county_id, scope, role),
    CONSTRAINT factor_rule_of_tenant FOREIGN KEY (county_id, scope) REFERENCES tenant (county_id, scope),
    CONSTRAINT factor_rule_role_form CHECK (role ~ '^[a-z_]+$')
);

-- An OpenID Connect provider of a county; the value of `claim` names the account through `identity`.
CREATE TABLE identity_provider (
    county_id      bigint NOT NULL,
    scope          bigint NOT NULL,
    scope_hi       bigint NOT NULL GENERATED ALWAYS AS (CASE
                       WHEN scope % 1000 <> 0 THEN scope
                       WHEN scope % 1000000 <> 0 THEN scope + 999
                       WHEN scope % 100000000 <> 0 THEN scope + 999999
                       ELSE scope + 99999999 END) STORED,
    key            text   NOT NULL,
    name           text   NOT NULL,
    issuer         text   NOT NULL,
    client_id      text   NOT NULL,
    client_secret  text   NOT NULL,
    scopes         text   NOT NULL DEFAULT 'openid',
    claim          text   NOT NULL DEFAULT 'sub',
    CONSTRAINT identity_provider_pk PRIMARY KEY (county_id, key),
    CONSTRAINT identity_provider_of_tenant FOREIGN KEY (county_id, scope) REFERENCES tenant (county_id, scope),
    CONSTRAINT identity_provider_key_form CHECK (key ~ '^[a-z][a-z0-9-]{1,30}$'),
    CONSTRAINT identity_provider_issuer_form CHECK (issuer ~ '^https?://')
);

CREATE TABLE identity (
    county_id   bigint NOT NULL,
    provider    text   NOT NULL,
    subject     text   NOT NULL,
    account_id  uuid   NOT NULL,
    scope       bigint NOT NULL,
    CONSTRAINT identity_pk PRIMARY KEY (county_id, provider, subject),
    CONSTRAINT identity_once UNIQUE (county_id, provider, account_id),
    CONSTRAINT identity_of_account FOREIGN KEY (county_id, account_id) REFERENCES account (county_id, id),
    CONSTRAINT identity_of_provider FOREIGN KEY (county_id, provider) REFERENCES identity_provider (county_id, key)
);
