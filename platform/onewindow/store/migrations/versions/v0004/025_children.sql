-- The children of a case repeat its home: when that moves to an heir, theirs moves with it.
DO $$
DECLARE one record;
BEGIN
    FOR one IN
        SELECT conrelid::regclass AS child, conname, pg_get_constraintdef(oid) AS said
        FROM pg_constraint
        WHERE contype = 'f' AND confrelid = 'case_'::regclass AND cardinality(conkey) = 4 AND confupdtype <> 'c'
    LOOP
        EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', one.child, one.conname);
        EXECUTE format('ALTER TABLE %s ADD CONSTRAINT %I %s ON UPDATE CASCADE', one.child, one.conname, one.said);
    END LOOP;
END
$$;
