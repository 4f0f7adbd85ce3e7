-- // Beats have rows of their own: a beat does not wait for the transactions of its own node, nor they for it.

-- One row for each incarnation. A beat locks it for update, and that of the incarnation in share mode, as all of the
-- incarnation's transactions do; who fences the incarnation reads it when no beat can be under way any more.
CREATE TABLE beat (
  epoch   BIGINT      NOT NULL,
  beat_at DATETIME(6) NOT NULL,
  beats   BIGINT      NOT NULL COMMENT 'counted, so that a node which remembers more knows that this database is an older one',
  drains  BOOLEAN     NOT NULL COMMENT 'whether it finishes what it has and takes nothing new',
  PRIMARY KEY (epoch)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC;

INSERT INTO beat (epoch, beat_at, beats, drains) SELECT epoch, beat_at, beats, state = 'DRAINING' FROM incarnation;

UPDATE incarnation SET state = 'UP' WHERE state = 'DRAINING';

ALTER TABLE incarnation
  DROP COLUMN beat_at,
  DROP COLUMN beats,
  MODIFY COLUMN state VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'UP, FENCED, GONE';

-- Of who has registered between these two.
INSERT INTO beat (epoch, beat_at, beats, drains)
SELECT epoch, started_at, 0, FALSE FROM incarnation WHERE epoch NOT IN (SELECT epoch FROM beat);

-- //@UNDO

ALTER TABLE incarnation
  ADD COLUMN beat_at DATETIME(6) NOT NULL DEFAULT '2000-01-01 00:00:00' AFTER started_at,
  ADD COLUMN beats BIGINT NOT NULL DEFAULT 0 COMMENT 'counted, so that a node which remembers more knows that this database is an older one' AFTER beat_at,
  MODIFY COLUMN state VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'UP, DRAINING, FENCED, GONE';

UPDATE incarnation i JOIN beat b ON b.epoch = i.epoch
SET i.beat_at = b.beat_at, i.beats = b.beats, i.state = IF(i.state = 'UP' AND b.drains, 'DRAINING', i.state);

ALTER TABLE incarnation ALTER COLUMN beat_at DROP DEFAULT;

DROP TABLE beat;
