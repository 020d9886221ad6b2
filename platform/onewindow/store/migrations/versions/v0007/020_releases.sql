-- What publishing leaves behind: how a version came about, and which documents name which others.

CREATE TABLE release (
    county_id        bigint NOT NULL,
    publication_id   uuid   NOT NULL,
    scope            bigint NOT NULL,
    scope_hi         bigint NOT NULL GENERATED ALWAYS AS (CASE
                         WHEN scope % 1000 <> 0 THEN scope
                         WHEN scope % 1000000 <> 0 THEN scope + 999
                         WHEN scope % 100000000 <> 0 THEN scope + 999999
                         ELSE scope + 99999999 END) STORED,
    proposal_id      uuid   NOT NULL,
    weight           text   NOT NULL,
    offline_reason   text   NOT NULL DEFAULT '',
    CONSTRAINT release_pk PRIMARY KEY (county_id, publication_id),
    CONSTRAINT release_of_publication FOREIGN KEY (county_id, publication_id) REFERENCES publication (county_id, id),
    CONSTRAINT release_of_proposal FOREIGN KEY (county_id, proposal_id, scope)
        REFERENCES proposal (county_id, id, scope),
    CONSTRAINT release_weight_known CHECK (weight IN ('none', 'wording', 'loosening', 'tightening', 'structural'))
);
CREATE TRIGGER release_frozen BEFORE UPDATE OR DELETE ON release FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER release_kept BEFORE TRUNCATE ON release FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE document_reference (
    county_id  bigint NOT NULL,
    digest     text   NOT NULL,
    kind       text   NOT NULL,
    key        text   NOT NULL,
    CONSTRAINT document_reference_pk PRIMARY KEY (county_id, kind, key, digest),
    CONSTRAINT document_reference_of FOREIGN KEY (county_id, digest) REFERENCES document (county_id, digest)
);
CREATE TRIGGER document_reference_frozen BEFORE UPDATE OR DELETE ON document_reference
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER document_reference_kept BEFORE TRUNCATE ON document_reference
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE INDEX publication_of_digest ON publication (county_id, digest);

-- Who changes a matter asks for its cases: the open ones, and the latest.
CREATE INDEX case_of_matter ON case_ (county_id, matter_key, accepted_at, id);
CREATE INDEX case_open_of_matter ON case_ (county_id, matter_key) WHERE closed_at IS NULL;
