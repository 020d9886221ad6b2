-- The filters of the case list: by status, and by the departments that have or had a task.

CREATE INDEX case_by_status ON case_ (county_id, status, accepted_at, id);
CREATE INDEX task_of_department ON task (county_id, scope, department_key, case_id);
CREATE INDEX case_by_due ON case_ (county_id, due_on, accepted_at, id);
