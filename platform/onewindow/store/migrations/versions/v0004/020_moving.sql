-- A unit that ends hands its open cases to its heir: their home moves, along a recorded succession and nowhere else.
-- The accepting place, the number, the answers, the finished steps and the papers stay what they were.

ALTER TABLE task ADD COLUMN moved_from bigint;
ALTER TABLE task DROP CONSTRAINT task_tenant_sees_case;
ALTER TABLE task ADD CONSTRAINT task_tenant_sees_case CHECK (
    moved_from IS NOT NULL OR home_scope BETWEEN scope AND scope_hi OR accepting_scope BETWEEN scope AND scope_hi);

CREATE FUNCTION refuse_unrecorded_home() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.home_scope = OLD.home_scope OR EXISTS (
        SELECT FROM tenant_succession s
        WHERE s.county_id = OLD.county_id AND s.scope = OLD.home_scope AND s.position = 0 AND s.heir = NEW.home_scope)
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'the home of a case moves to a recorded heir only' USING ERRCODE = 'integrity_constraint_violation';
END
$$;
CREATE TRIGGER case_home_inherited BEFORE UPDATE OF home_scope ON case_
    FOR EACH ROW EXECUTE FUNCTION refuse_unrecorded_home();

CREATE FUNCTION refuse_unrecorded_handler() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.scope = OLD.scope AND NEW.moved_from IS NOT DISTINCT FROM OLD.moved_from THEN
        RETURN NEW;
    END IF;
    IF NEW.moved_from = OLD.scope AND EXISTS (
        SELECT FROM tenant_succession s
        WHERE s.county_id = OLD.county_id AND s.scope IN (OLD.scope, OLD.home_scope) AND s.position = 0
        AND NEW.scope IN (OLD.scope, s.heir - s.heir % (OLD.scope_hi - OLD.scope + 1), OLD.county_id * 1000000))
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a task moves to a recorded heir only' USING ERRCODE = 'integrity_constraint_violation';
END
$$;
CREATE TRIGGER task_scope_inherited BEFORE UPDATE OF scope, moved_from ON task
    FOR EACH ROW EXECUTE FUNCTION refuse_unrecorded_handler();
