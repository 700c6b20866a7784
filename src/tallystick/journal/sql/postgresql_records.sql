-- Sealed records on PostgreSQL: one chain per installation, beside the books. Statements are parted
-- by blank lines. `content` is kept as the text that is hashed.

CREATE TABLE journal_record(
  seq BIGINT CONSTRAINT journal_record_key PRIMARY KEY,
  kind TEXT COLLATE "C" NOT NULL,
  about TEXT COLLATE "C" NOT NULL,
  recorded_at TEXT COLLATE "C" NOT NULL,
  content TEXT NOT NULL,
  leaf BYTEA NOT NULL,
  prev BYTEA NOT NULL,
  chain BYTEA NOT NULL,
  CONSTRAINT journal_record_numbered CHECK (seq >= 1),
  CONSTRAINT journal_record_named CHECK (
    length(kind) BETWEEN 1 AND 60 AND length(about) BETWEEN 1 AND 200),
  CONSTRAINT journal_record_instant CHECK (
    recorded_at ~ '^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{6}Z$' AND
    to_char(to_date(left(recorded_at, 10), 'YYYY-MM-DD'), 'YYYY-MM-DD') = left(recorded_at, 10)),
  CONSTRAINT journal_record_content CHECK (content LIKE '{%}'),
  CONSTRAINT journal_record_hashes CHECK (
    length(leaf) = 32 AND length(prev) = 32 AND length(chain) = 32))

CREATE INDEX journal_record_about ON journal_record(about, kind)

CREATE INDEX journal_record_kind ON journal_record(kind, seq)
