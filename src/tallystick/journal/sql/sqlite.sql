-- The tables of the journal on SQLite. Statements are parted by blank lines.
-- Days are ISO text, instants ISO text in UTC with six decimals: what is hashed is what is stored.
-- '+0 days': only an addition makes SQLite notice that there is no 30 February.
-- WITHOUT ROWID: a hidden rowid would let INSERT OR REPLACE push out a row under another key.

CREATE TABLE journal_book(
  id INTEGER PRIMARY KEY NOT NULL,
  code TEXT NOT NULL UNIQUE CHECK (length(code) BETWEEN 1 AND 100))

CREATE TABLE journal_account(
  id INTEGER PRIMARY KEY NOT NULL,
  book_id INTEGER NOT NULL REFERENCES journal_book(id),
  region TEXT NOT NULL CHECK (region <> ''),
  partner TEXT NOT NULL CHECK (partner <> ''),
  pipeline TEXT NOT NULL CHECK (pipeline <> ''),
  stage TEXT NOT NULL CHECK (stage <> ''),
  unit TEXT NOT NULL CHECK (unit <> ''),
  cell TEXT NOT NULL CHECK (cell LIKE '{%}'),
  UNIQUE (pipeline, region, partner, stage, unit, cell, book_id),
  UNIQUE (id, book_id, unit))

CREATE TABLE journal_transaction(
  id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36 AND id = lower(id)),
  book_id INTEGER NOT NULL REFERENCES journal_book(id),
  kind TEXT NOT NULL CHECK (kind IN ('move', 'reversal', 'restatement', 'opening', 'hand_over')),
  req_hash BLOB NOT NULL CHECK (typeof(req_hash) = 'blob' AND length(req_hash) = 32),
  valid_from TEXT NOT NULL CHECK (
    length(valid_from) = 10 AND date(valid_from, '+0 days') IS valid_from
    AND valid_from BETWEEN '1900-01-01' AND '9999-12-31'),
  recorded_at TEXT NOT NULL CHECK (
    length(recorded_at) = 27 AND recorded_at GLOB '*.[0-9][0-9][0-9][0-9][0-9][0-9]Z'
    AND strftime('%Y-%m-%dT%H:%M:%S', substr(recorded_at, 1, 19), '+0 days')
      IS substr(recorded_at, 1, 19)),
  reverses TEXT UNIQUE REFERENCES journal_transaction(id),
  one_sided INTEGER NOT NULL CHECK (one_sided IN (0, 1)),
  hand_over TEXT CHECK (length(hand_over) = 36),
  provenance TEXT NOT NULL CHECK (provenance LIKE '{%}'),
  CHECK ((kind = 'reversal') = (reverses IS NOT NULL)),
  UNIQUE (id, book_id),
  -- Deferred: a transaction without its seal cannot be committed.
  FOREIGN KEY (id) REFERENCES journal_seal(transaction_id) DEFERRABLE INITIALLY DEFERRED
  ) WITHOUT ROWID

-- No index but the keys themselves begins with the book: before PostgreSQL knows how large a table
-- is, it would look a foreign key up through such an index, by reading the whole book.
CREATE INDEX journal_transaction_recorded ON journal_transaction(recorded_at, book_id)

-- `amount` and `n` have no type: a typed column would turn '5' and 5.0 into 5 before the check.
CREATE TABLE journal_line(
  transaction_id TEXT NOT NULL,
  n NOT NULL CHECK (typeof(n) = 'integer' AND n >= 1),
  book_id INTEGER NOT NULL,
  unit TEXT NOT NULL,
  from_account_id INTEGER NOT NULL,
  to_account_id INTEGER NOT NULL,
  amount NOT NULL CHECK (typeof(amount) = 'integer' AND amount BETWEEN 1 AND 1000000000000000),
  back INTEGER NOT NULL CHECK (back IN (0, 1)),
  subject TEXT CHECK (subject <> ''),
  note TEXT NOT NULL CHECK (note LIKE '{%}'),
  CHECK (from_account_id <> to_account_id),
  PRIMARY KEY (transaction_id, n),
  FOREIGN KEY (transaction_id, book_id) REFERENCES journal_transaction(id, book_id),
  FOREIGN KEY (from_account_id, book_id, unit) REFERENCES journal_account(id, book_id, unit),
  FOREIGN KEY (to_account_id, book_id, unit) REFERENCES journal_account(id, book_id, unit)
  ) WITHOUT ROWID

CREATE INDEX journal_line_from ON journal_line(from_account_id)

CREATE INDEX journal_line_to ON journal_line(to_account_id)

CREATE TABLE journal_seal(
  transaction_id TEXT PRIMARY KEY NOT NULL REFERENCES journal_transaction(id),
  book_id INTEGER NOT NULL,
  seq INTEGER NOT NULL CHECK (typeof(seq) = 'integer'),
  n_lines INTEGER NOT NULL CHECK (typeof(n_lines) = 'integer'),
  leaf BLOB NOT NULL CHECK (typeof(leaf) = 'blob' AND length(leaf) = 32),
  prev BLOB NOT NULL CHECK (typeof(prev) = 'blob' AND length(prev) = 32),
  chain BLOB NOT NULL CHECK (typeof(chain) = 'blob' AND length(chain) = 32),
  UNIQUE (book_id, seq),
  FOREIGN KEY (transaction_id, book_id) REFERENCES journal_transaction(id, book_id)) WITHOUT ROWID

-- Derived: what each account (and each named subject in it) stands at, by the end of each day on
-- which it moved. May be dropped and rebuilt from the lines.
CREATE TABLE journal_day(
  account_id INTEGER NOT NULL REFERENCES journal_account(id),
  subject TEXT NOT NULL,
  day TEXT NOT NULL,
  net INTEGER NOT NULL,
  balance INTEGER NOT NULL,
  PRIMARY KEY (account_id, subject, day)) WITHOUT ROWID

CREATE INDEX journal_day_subject ON journal_day(subject, account_id) WHERE subject <> ''
