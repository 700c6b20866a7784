-- The guards of the journal on PostgreSQL: functions and triggers, kept apart from the tables so
-- that they can be put back. Statements are parted by blank lines and written as PostgreSQL prints
-- them, because each is compared with what stands in the database.
-- ENABLE ALWAYS follows for each trigger: it fires under session_replication_role = replica too.

CREATE OR REPLACE FUNCTION journal_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'append-only' USING ERRCODE = 'integrity_constraint_violation';
END
$$

CREATE OR REPLACE FUNCTION journal_transaction_reversal() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE first journal_transaction%ROWTYPE;
BEGIN
  IF NEW.reverses IS NULL THEN RETURN NEW; END IF;
  SELECT * INTO first FROM journal_transaction WHERE id = NEW.reverses;
  IF first.reverses IS NOT NULL THEN
    RAISE EXCEPTION 'reversal-of-reversal' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF first.book_id <> NEW.book_id OR first.valid_from <> NEW.valid_from
    OR NOT EXISTS (SELECT 1 FROM journal_seal WHERE transaction_id = NEW.reverses) THEN
    RAISE EXCEPTION 'not-the-mirror' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$$

CREATE OR REPLACE FUNCTION journal_line_open() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE f journal_account%ROWTYPE; t journal_account%ROWTYPE;
BEGIN
  IF NOT EXISTS (SELECT 1 FROM journal_transaction WHERE id = NEW.transaction_id) THEN
    RAISE EXCEPTION 'no-such-transaction' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF EXISTS (SELECT 1 FROM journal_seal WHERE transaction_id = NEW.transaction_id) THEN
    RAISE EXCEPTION 'line-after-seal' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  SELECT * INTO f FROM journal_account WHERE id = NEW.from_account_id;
  SELECT * INTO t FROM journal_account WHERE id = NEW.to_account_id;
  IF f.region <> t.region OR f.partner <> t.partner OR f.pipeline <> t.pipeline
    OR f.cell <> t.cell THEN
    RAISE EXCEPTION 'accounts-differ' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$$

CREATE OR REPLACE FUNCTION journal_seal_fits() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE own journal_transaction%ROWTYPE; last journal_seal%ROWTYPE; lines bigint; highest bigint;
BEGIN
  SELECT * INTO own FROM journal_transaction WHERE id = NEW.transaction_id;
  SELECT count(*), max(n) INTO lines, highest FROM journal_line
    WHERE transaction_id = NEW.transaction_id;
  IF NEW.n_lines < 1 OR NEW.n_lines <> lines OR NEW.n_lines <> highest THEN
    RAISE EXCEPTION 'line-count' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  SELECT * INTO last FROM journal_seal WHERE book_id = NEW.book_id ORDER BY seq DESC LIMIT 1;
  IF NEW.seq <> coalesce(last.seq, 0) + 1
    OR NEW.prev <> coalesce(last.chain, decode(repeat('00', 32), 'hex')) THEN
    RAISE EXCEPTION 'chain-broken' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF own.recorded_at < (SELECT recorded_at FROM journal_transaction
      WHERE id = last.transaction_id) THEN
    RAISE EXCEPTION 'recorded-before-last' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF own.reverses IS NOT NULL AND (
    EXISTS (
      SELECT n, from_account_id, to_account_id, amount, 1 - back, subject, note
      FROM journal_line WHERE transaction_id = own.id
      EXCEPT SELECT n, to_account_id, from_account_id, amount, back, subject, note
      FROM journal_line WHERE transaction_id = own.reverses)
    OR lines <> (SELECT count(*) FROM journal_line WHERE transaction_id = own.reverses)) THEN
    RAISE EXCEPTION 'not-the-mirror' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$$

CREATE OR REPLACE FUNCTION journal_record_fits() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE last journal_record%ROWTYPE;
BEGIN
  SELECT * INTO last FROM journal_record ORDER BY seq DESC LIMIT 1;
  IF NEW.seq <> coalesce(last.seq, 0) + 1
    OR NEW.prev <> coalesce(last.chain, decode(repeat('00', 32), 'hex')) THEN
    RAISE EXCEPTION 'chain-broken' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$$

CREATE TRIGGER journal_book_no_change BEFORE DELETE OR UPDATE ON journal_book FOR EACH ROW EXECUTE FUNCTION journal_append_only()

CREATE TRIGGER journal_book_no_truncate BEFORE TRUNCATE ON journal_book FOR EACH STATEMENT EXECUTE FUNCTION journal_append_only()

CREATE TRIGGER journal_account_no_change BEFORE DELETE OR UPDATE ON journal_account FOR EACH ROW EXECUTE FUNCTION journal_append_only()

CREATE TRIGGER journal_account_no_truncate BEFORE TRUNCATE ON journal_account FOR EACH STATEMENT EXECUTE FUNCTION journal_append_only()

CREATE TRIGGER journal_transaction_no_change BEFORE DELETE OR UPDATE ON journal_transaction FOR EACH ROW EXECUTE FUNCTION journal_append_only()

CREATE TRIGGER journal_transaction_no_truncate BEFORE TRUNCATE ON journal_transaction FOR EACH STATEMENT EXECUTE FUNCTION journal_append_only()

CREATE TRIGGER journal_line_no_change BEFORE DELETE OR UPDATE ON journal_line FOR EACH ROW EXECUTE FUNCTION journal_append_only()

CREATE TRIGGER journal_line_no_truncate BEFORE TRUNCATE ON journal_line FOR EACH STATEMENT EXECUTE FUNCTION journal_append_only()

CREATE TRIGGER journal_seal_no_change BEFORE DELETE OR UPDATE ON journal_seal FOR EACH ROW EXECUTE FUNCTION journal_append_only()

CREATE TRIGGER journal_seal_no_truncate BEFORE TRUNCATE ON journal_seal FOR EACH STATEMENT EXECUTE FUNCTION journal_append_only()

CREATE TRIGGER journal_transaction_reversal BEFORE INSERT ON journal_transaction FOR EACH ROW EXECUTE FUNCTION journal_transaction_reversal()

CREATE TRIGGER journal_line_open BEFORE INSERT ON journal_line FOR EACH ROW EXECUTE FUNCTION journal_line_open()

CREATE TRIGGER journal_seal_fits BEFORE INSERT ON journal_seal FOR EACH ROW EXECUTE FUNCTION journal_seal_fits()

CREATE TRIGGER journal_record_no_change BEFORE DELETE OR UPDATE ON journal_record FOR EACH ROW EXECUTE FUNCTION journal_append_only()

CREATE TRIGGER journal_record_no_truncate BEFORE TRUNCATE ON journal_record FOR EACH STATEMENT EXECUTE FUNCTION journal_append_only()

CREATE TRIGGER journal_record_fits BEFORE INSERT ON journal_record FOR EACH ROW EXECUTE FUNCTION journal_record_fits()
