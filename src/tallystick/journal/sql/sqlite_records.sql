-- Sealed records on SQLite: one chain per installation, beside the books. Statements are parted by
-- blank lines. `content` is kept as the text that is hashed.

CREATE TABLE journal_record(
  seq INTEGER PRIMARY KEY NOT NULL CHECK (typeof(seq) = 'integer' AND seq >= 1),
  kind TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 60),
  about TEXT NOT NULL CHECK (length(about) BETWEEN 1 AND 200),
  recorded_at TEXT NOT NULL CHECK (
    length(recorded_at) = 27 AND recorded_at GLOB '*.[0-9][0-9][0-9][0-9][0-9][0-9]Z'
    AND strftime('%Y-%m-%dT%H:%M:%S', substr(recorded_at, 1, 19), '+0 days')
      IS substr(recorded_at, 1, 19)),
  content TEXT NOT NULL CHECK (content LIKE '{%}'),
  leaf BLOB NOT NULL CHECK (typeof(leaf) = 'blob' AND length(leaf) = 32),
  prev BLOB NOT NULL CHECK (typeof(prev) = 'blob' AND length(prev) = 32),
  chain BLOB NOT NULL CHECK (typeof(chain) = 'blob' AND length(chain) = 32)) WITHOUT ROWID

CREATE INDEX journal_record_about ON journal_record(about, kind)

CREATE INDEX journal_record_kind ON journal_record(kind, seq)
