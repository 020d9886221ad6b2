-- Printers of windows, and how far each of them feeds askew (套打): tenths of a millimetre, to the right and down.
CREATE TABLE printer (
    county_id      bigint NOT NULL,
    id             uuid   NOT NULL,
    scope          bigint NOT NULL,
    name           text   NOT NULL,
    added_at       timestamptz NOT NULL,
    added_by       uuid   NOT NULL,
    added_by_name  text   NOT NULL,
    removed_at     timestamptz,
    CONSTRAINT printer_pk PRIMARY KEY (county_id, id),
    CONSTRAINT printer_of_tenant FOREIGN KEY (county_id, scope) REFERENCES tenant (county_id, scope),
    CONSTRAINT printer_named CHECK (length(name) BETWEEN 1 AND 40)
);
CREATE UNIQUE INDEX printer_name_once ON printer (county_id, scope, name) WHERE removed_at IS NULL;

-- `sheet` is the key of a template on a printed sheet; empty: the printer itself, under every sheet.
CREATE TABLE printer_shift (
    county_id    bigint NOT NULL,
    printer_id   uuid   NOT NULL,
    sheet        text   NOT NULL,
    scope        bigint NOT NULL,
    across       bigint NOT NULL,
    down         bigint NOT NULL,
    set_at       timestamptz NOT NULL,
    set_by       uuid   NOT NULL,
    set_by_name  text   NOT NULL,
    CONSTRAINT printer_shift_pk PRIMARY KEY (county_id, printer_id, sheet),
    CONSTRAINT printer_shift_of_printer FOREIGN KEY (county_id, printer_id) REFERENCES printer (county_id, id),
    CONSTRAINT printer_shift_near CHECK (across BETWEEN -200 AND 200 AND down BETWEEN -200 AND 200)
);

-- A batch that is one file to be printed is moved for the printer it was ordered at.
ALTER TABLE batch ADD COLUMN printer text NOT NULL DEFAULT '';
ALTER TABLE batch ADD COLUMN across bigint NOT NULL DEFAULT 0;
ALTER TABLE batch ADD COLUMN down bigint NOT NULL DEFAULT 0;
