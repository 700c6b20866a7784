-- The guards of the journal on SQLite: triggers, kept apart from the tables so that they can be
-- put back after Django rebuilt a table. Statements are parted by blank lines; each is compared
-- with what stands in the database, letter by letter.

CREATE TRIGGER journal_book_no_update BEFORE UPDATE ON journal_book
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER journal_book_no_delete BEFORE DELETE ON journal_book
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER journal_account_no_update BEFORE UPDATE ON journal_account
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER journal_account_no_delete BEFORE DELETE ON journal_account
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER journal_transaction_no_update BEFORE UPDATE ON journal_transaction
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER journal_transaction_no_delete BEFORE DELETE ON journal_transaction
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER journal_line_no_update BEFORE UPDATE ON journal_line
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER journal_line_no_delete BEFORE DELETE ON journal_line
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER journal_seal_no_update BEFORE UPDATE ON journal_seal
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER journal_seal_no_delete BEFORE DELETE ON journal_seal
BEGIN SELECT RAISE(ABORT, 'append-only'); END

-- INSERT OR REPLACE deletes without firing a DELETE trigger.
CREATE TRIGGER journal_book_no_replace BEFORE INSERT ON journal_book
WHEN EXISTS (SELECT 1 FROM journal_book WHERE id = NEW.id OR code = NEW.code)
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER journal_account_no_replace BEFORE INSERT ON journal_account
WHEN EXISTS (SELECT 1 FROM journal_account WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM journal_account WHERE book_id = NEW.book_id AND region = NEW.region
    AND partner = NEW.partner AND pipeline = NEW.pipeline AND stage = NEW.stage
    AND unit = NEW.unit AND cell = NEW.cell)
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER journal_transaction_no_replace BEFORE INSERT ON journal_transaction
WHEN EXISTS (SELECT 1 FROM journal_transaction WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM journal_transaction WHERE reverses = NEW.reverses)
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER journal_line_no_replace BEFORE INSERT ON journal_line
WHEN EXISTS (SELECT 1 FROM journal_line WHERE transaction_id = NEW.transaction_id AND n = NEW.n)
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER journal_seal_no_replace BEFORE INSERT ON journal_seal
WHEN EXISTS (SELECT 1 FROM journal_seal WHERE transaction_id = NEW.transaction_id)
  OR EXISTS (SELECT 1 FROM journal_seal WHERE book_id = NEW.book_id AND seq = NEW.seq)
BEGIN SELECT RAISE(ABORT, 'append-only'); END

-- A reversal undoes one sealed posting of its own book, on the day that one happened.
CREATE TRIGGER journal_transaction_reversal BEFORE INSERT ON journal_transaction
WHEN NEW.reverses IS NOT NULL BEGIN
  SELECT RAISE(ABORT, 'reversal-of-reversal') WHERE EXISTS (
    SELECT 1 FROM journal_transaction WHERE id = NEW.reverses AND reverses IS NOT NULL);
  SELECT RAISE(ABORT, 'not-the-mirror') WHERE NOT EXISTS (
    SELECT 1 FROM journal_transaction t JOIN journal_seal s ON s.transaction_id = t.id
    WHERE t.id = NEW.reverses AND t.book_id = NEW.book_id AND t.valid_from = NEW.valid_from);
END

CREATE TRIGGER journal_line_open BEFORE INSERT ON journal_line BEGIN
  SELECT RAISE(ABORT, 'no-such-transaction') WHERE NOT EXISTS (
    SELECT 1 FROM journal_transaction WHERE id = NEW.transaction_id);
  SELECT RAISE(ABORT, 'line-after-seal') WHERE EXISTS (
    SELECT 1 FROM journal_seal WHERE transaction_id = NEW.transaction_id);
  SELECT RAISE(ABORT, 'accounts-differ') WHERE EXISTS (
    SELECT 1 FROM journal_account f JOIN journal_account t ON t.id = NEW.to_account_id
    WHERE f.id = NEW.from_account_id AND (f.region <> t.region OR f.partner <> t.partner
      OR f.pipeline <> t.pipeline OR f.cell <> t.cell));
END

CREATE TRIGGER journal_seal_fits BEFORE INSERT ON journal_seal BEGIN
  SELECT RAISE(ABORT, 'line-count') WHERE NEW.n_lines < 1
    OR NEW.n_lines <> (SELECT count(*) FROM journal_line WHERE transaction_id = NEW.transaction_id)
    OR NEW.n_lines <> (SELECT max(n) FROM journal_line WHERE transaction_id = NEW.transaction_id);
  SELECT RAISE(ABORT, 'chain-broken') WHERE
    NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM journal_seal WHERE book_id = NEW.book_id)
    OR NEW.prev <> coalesce((SELECT chain FROM journal_seal
      WHERE book_id = NEW.book_id AND seq = NEW.seq - 1), zeroblob(32));
  SELECT RAISE(ABORT, 'recorded-before-last') WHERE
    (SELECT recorded_at FROM journal_transaction WHERE id = NEW.transaction_id)
    < (SELECT recorded_at FROM journal_transaction WHERE id = (
      SELECT transaction_id FROM journal_seal WHERE book_id = NEW.book_id AND seq = NEW.seq - 1));
  SELECT RAISE(ABORT, 'not-the-mirror') WHERE EXISTS (
    SELECT 1 FROM journal_transaction t
    WHERE t.id = NEW.transaction_id AND t.reverses IS NOT NULL AND (
      EXISTS (
        SELECT n, from_account_id, to_account_id, amount, 1 - back, subject, note
        FROM journal_line WHERE transaction_id = t.id
        EXCEPT SELECT n, to_account_id, from_account_id, amount, back, subject, note
        FROM journal_line WHERE transaction_id = t.reverses)
      OR (SELECT count(*) FROM journal_line WHERE transaction_id = t.id)
        <> (SELECT count(*) FROM journal_line WHERE transaction_id = t.reverses)));
END

CREATE TRIGGER journal_record_no_update BEFORE UPDATE ON journal_record
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER journal_record_no_delete BEFORE DELETE ON journal_record
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER journal_record_no_replace BEFORE INSERT ON journal_record
WHEN EXISTS (SELECT 1 FROM journal_record WHERE seq = NEW.seq)
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER journal_record_fits BEFORE INSERT ON journal_record BEGIN
  SELECT RAISE(ABORT, 'chain-broken') WHERE
    NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM journal_record)
    OR NEW.prev <> coalesce((SELECT chain FROM journal_record WHERE seq = NEW.seq - 1),
      zeroblob(32));
END
