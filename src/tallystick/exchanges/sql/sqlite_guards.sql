-- The guards of this room on SQLite, as those of the journal are: what was published, answered or
-- taken up is never changed, deleted or written over. Statements are parted by blank lines; each is
-- compared with what stands in the database, letter by letter.

CREATE TRIGGER exchanges_announcement_no_update BEFORE UPDATE ON exchanges_announcement
WHEN OLD.state = 'published'
  OR EXISTS (SELECT 1 FROM exchanges_announcement WHERE state = 'published' AND id <> OLD.id
    AND (id = NEW.id OR code = NEW.code OR corrects_id = NEW.corrects_id))
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER exchanges_announcement_no_delete BEFORE DELETE ON exchanges_announcement
WHEN OLD.state = 'published'
BEGIN SELECT RAISE(ABORT, 'append-only'); END

-- INSERT OR REPLACE deletes without firing a DELETE trigger.
CREATE TRIGGER exchanges_announcement_no_replace BEFORE INSERT ON exchanges_announcement
WHEN EXISTS (SELECT 1 FROM exchanges_announcement
  WHERE state = 'published' AND (id = NEW.id OR code = NEW.code OR corrects_id = NEW.corrects_id))
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER exchanges_fulfilment_no_update BEFORE UPDATE ON exchanges_fulfilment
WHEN OLD.state <> 'written'
  OR EXISTS (SELECT 1 FROM exchanges_fulfilment WHERE state <> 'written' AND id <> OLD.id
    AND (id = NEW.id OR (commitment_id = NEW.commitment_id AND (n = NEW.n
      OR (state = 'acknowledged' AND NEW.state IN ('written', 'acknowledged'))))))
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER exchanges_fulfilment_no_delete BEFORE DELETE ON exchanges_fulfilment
WHEN OLD.state <> 'written'
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER exchanges_fulfilment_no_replace BEFORE INSERT ON exchanges_fulfilment
WHEN EXISTS (SELECT 1 FROM exchanges_fulfilment
  WHERE state <> 'written' AND (id = NEW.id OR (commitment_id = NEW.commitment_id AND (n = NEW.n
    OR (state = 'acknowledged' AND NEW.state IN ('written', 'acknowledged'))))))
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER exchanges_fulfilmentfile_no_update BEFORE UPDATE ON exchanges_fulfilmentfile
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER exchanges_fulfilmentfile_no_delete BEFORE DELETE ON exchanges_fulfilmentfile
BEGIN SELECT RAISE(ABORT, 'append-only'); END

-- Nothing is laid later under what was answered: the name stands under what was there to be seen.
CREATE TRIGGER exchanges_fulfilmentfile_no_replace BEFORE INSERT ON exchanges_fulfilmentfile
WHEN EXISTS (SELECT 1 FROM exchanges_fulfilmentfile
  WHERE id = NEW.id OR (fulfilment_id = NEW.fulfilment_id
    AND (n = NEW.n OR file_id = NEW.file_id)))
  OR EXISTS (SELECT 1 FROM exchanges_fulfilment
    WHERE id = NEW.fulfilment_id AND state <> 'written')
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER exchanges_practiceadoption_no_update BEFORE UPDATE ON exchanges_practiceadoption
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER exchanges_practiceadoption_no_delete BEFORE DELETE ON exchanges_practiceadoption
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER exchanges_practiceadoption_no_replace BEFORE INSERT ON exchanges_practiceadoption
WHEN EXISTS (SELECT 1 FROM exchanges_practiceadoption
  WHERE id = NEW.id OR code = NEW.code OR (practice_id = NEW.practice_id
    AND pairing_id = NEW.pairing_id AND region_id = NEW.region_id))
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER exchanges_practicestep_no_update BEFORE UPDATE ON exchanges_practicestep
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER exchanges_practicestep_no_delete BEFORE DELETE ON exchanges_practicestep
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER exchanges_practicestep_no_replace BEFORE INSERT ON exchanges_practicestep
WHEN EXISTS (SELECT 1 FROM exchanges_practicestep
  WHERE id = NEW.id OR (adoption_id = NEW.adoption_id AND n = NEW.n))
BEGIN SELECT RAISE(ABORT, 'append-only'); END
