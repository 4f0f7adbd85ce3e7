-- // How many files are where, without counting them; and a queue of its own for each kind of request, and for what
-- // waits for nothing but a TURL.

ALTER TABLE request_file
  ADD COLUMN kind  VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'of its request' AFTER file_no,
  ADD COLUMN share BIGINT      NULL                                       COMMENT 'of its request' AFTER kind;
UPDATE request_file f JOIN request r ON r.id = f.request_id SET f.kind = r.kind, f.share = r.share;
DELETE FROM request_file WHERE kind IS NULL;
ALTER TABLE request_file
  MODIFY kind  VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'of its request',
  MODIFY share BIGINT      NOT NULL COMMENT 'of its request',
  MODIFY goal  VARCHAR(8)  CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'what its owner is bringing it to: PREPARE, STAGE, COMMIT, DISCARD, ACT';

ALTER TABLE ready
  ADD COLUMN kind  VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NULL AFTER area,
  ADD COLUMN wants VARCHAR(4)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'WORK' COMMENT 'WORK, or TURL: nothing else' AFTER kind;
UPDATE ready r JOIN request_file f ON f.id = r.file_id SET r.kind = f.kind;
DELETE FROM ready WHERE kind IS NULL;
ALTER TABLE ready
  MODIFY kind VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'of the request',
  ALTER COLUMN wants DROP DEFAULT,
  DROP PRIMARY KEY,
  ADD PRIMARY KEY (area, kind, wants, share, file_id);

-- What limits count: files of a kind and user, over all slots, changed at the end of each transaction that moves
-- files. Which slot does not matter: there are several so that commits do not wait for each other.
CREATE TABLE tally (
  kind    VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'PUT, GET',
  share   BIGINT      NOT NULL COMMENT '0: of all users',
  slot    TINYINT     NOT NULL,
  waiting BIGINT      NOT NULL COMMENT 'in the queue',
  running BIGINT      NOT NULL COMMENT 'being prepared',
  parked  BIGINT      NOT NULL COMMENT 'in progress, and in the queue until there may be one TURL more',
  turls   BIGINT      NOT NULL COMMENT 'TURL out, until the file has ended',
  PRIMARY KEY (kind, share, slot)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC;
INSERT INTO tally
SELECT kind, share, 0, SUM(state = 'QUEUED'), SUM(state = 'RUNNING' AND goal = 'PREPARE'), 0,
       SUM(state = 'READY' OR (state = 'RUNNING' AND goal != 'PREPARE'))
FROM request_file
WHERE kind IN ('PUT', 'GET') AND state IN ('QUEUED', 'RUNNING', 'READY')
GROUP BY kind, share;
INSERT INTO tally
SELECT kind, 0, 0, SUM(waiting), SUM(running), SUM(parked), SUM(turls) FROM tally GROUP BY kind;

-- //@UNDO

DROP TABLE tally;
UPDATE request_file SET goal = 'PREPARE' WHERE goal = 'STAGE';
UPDATE request_file SET status = 'SRM_REQUEST_QUEUED' WHERE state = 'QUEUED' AND status = 'SRM_REQUEST_INPROGRESS';
ALTER TABLE ready
  DROP PRIMARY KEY,
  DROP COLUMN kind,
  DROP COLUMN wants,
  ADD PRIMARY KEY (area, share, file_id);
ALTER TABLE request_file
  DROP COLUMN kind,
  DROP COLUMN share;
