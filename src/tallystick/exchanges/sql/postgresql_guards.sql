-- The guards of this room on PostgreSQL, as those of the journal are: what was published, answered
-- or taken up is never changed or deleted. Statements are parted by blank lines and written as
-- PostgreSQL prints them, because each is compared with what stands in the database.
-- ENABLE ALWAYS follows for each trigger.

CREATE OR REPLACE FUNCTION exchanges_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'append-only' USING ERRCODE = 'integrity_constraint_violation';
END
$$

CREATE OR REPLACE FUNCTION exchanges_file_in_time() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM exchanges_fulfilment WHERE id = NEW.fulfilment_id AND state <> 'written') THEN
    RAISE EXCEPTION 'append-only' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$$

CREATE TRIGGER exchanges_announcement_no_change BEFORE DELETE OR UPDATE ON exchanges_announcement FOR EACH ROW WHEN (old.state::text = 'published'::text) EXECUTE FUNCTION exchanges_append_only()

CREATE TRIGGER exchanges_announcement_no_truncate BEFORE TRUNCATE ON exchanges_announcement FOR EACH STATEMENT EXECUTE FUNCTION exchanges_append_only()

CREATE TRIGGER exchanges_fulfilment_no_change BEFORE DELETE OR UPDATE ON exchanges_fulfilment FOR EACH ROW WHEN (old.state::text <> 'written'::text) EXECUTE FUNCTION exchanges_append_only()

CREATE TRIGGER exchanges_fulfilment_no_truncate BEFORE TRUNCATE ON exchanges_fulfilment FOR EACH STATEMENT EXECUTE FUNCTION exchanges_append_only()

CREATE TRIGGER exchanges_fulfilmentfile_in_time BEFORE INSERT ON exchanges_fulfilmentfile FOR EACH ROW EXECUTE FUNCTION exchanges_file_in_time()

CREATE TRIGGER exchanges_fulfilmentfile_no_change BEFORE DELETE OR UPDATE ON exchanges_fulfilmentfile FOR EACH ROW EXECUTE FUNCTION exchanges_append_only()

CREATE TRIGGER exchanges_fulfilmentfile_no_truncate BEFORE TRUNCATE ON exchanges_fulfilmentfile FOR EACH STATEMENT EXECUTE FUNCTION exchanges_append_only()

CREATE TRIGGER exchanges_practiceadoption_no_change BEFORE DELETE OR UPDATE ON exchanges_practiceadoption FOR EACH ROW EXECUTE FUNCTION exchanges_append_only()

CREATE TRIGGER exchanges_practiceadoption_no_truncate BEFORE TRUNCATE ON exchanges_practiceadoption FOR EACH STATEMENT EXECUTE FUNCTION exchanges_append_only()

CREATE TRIGGER exchanges_practicestep_no_change BEFORE DELETE OR UPDATE ON exchanges_practicestep FOR EACH ROW EXECUTE FUNCTION exchanges_append_only()

CREATE TRIGGER exchanges_practicestep_no_truncate BEFORE TRUNCATE ON exchanges_practicestep FOR EACH STATEMENT EXECUTE FUNCTION exchanges_append_only()
