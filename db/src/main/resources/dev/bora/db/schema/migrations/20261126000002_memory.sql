-- // A database that went back in time is noticed.

ALTER TABLE incarnation
  ADD COLUMN beats BIGINT NOT NULL DEFAULT 0 COMMENT 'counted, so that a node which remembers more knows that this database is an older one' AFTER beat_at;

CREATE TABLE halt (
  one    TINYINT       NOT NULL DEFAULT 1 PRIMARY KEY COMMENT 'there is one row at most',
  reason VARCHAR(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL COMMENT 'while it is there nothing is done',
  epoch  BIGINT        NOT NULL COMMENT 'of the incarnation that noticed, or, once that was accepted, the last one whose memory does not count',
  since  DATETIME(6)   NOT NULL,
  CHECK (one = 1)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC;

-- //@UNDO

DROP TABLE halt;
ALTER TABLE incarnation DROP COLUMN beats;
