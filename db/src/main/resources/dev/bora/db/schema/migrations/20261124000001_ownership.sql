-- // Whatever backend dies: who had a file and how often, what made backends die, storage areas as each backend sees
-- // them, what adopters took, and the configurations that are in use.

ALTER TABLE request_file
  ADD COLUMN adopted_from BIGINT   NULL                   COMMENT 'epoch that held it before its last adoption' AFTER adoptions,
  ADD COLUMN suspect      BOOLEAN  NOT NULL DEFAULT FALSE COMMENT 'a step of it had begun when its backend died: it runs alone' AFTER adopted_from,
  ADD COLUMN alone        BOOLEAN  NOT NULL DEFAULT FALSE COMMENT 'its owner runs it with nothing beside it now' AFTER suspect,
  ADD COLUMN deaths       INT      NOT NULL DEFAULT 0     COMMENT 'backends that died while it ran alone' AFTER alone,
  ADD COLUMN abort_call   CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'operation id of an abort that came while somebody had it in hand' AFTER call_id;

-- What adopters took from whom, a row for each batch, for people, and for a week.
CREATE TABLE adoption (
  id         BIGINT      NOT NULL AUTO_INCREMENT,
  at         DATETIME(6) NOT NULL,
  from_epoch BIGINT      NOT NULL,
  from_node  VARCHAR(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  to_epoch   BIGINT      NOT NULL,
  to_node    VARCHAR(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  files      INT         NOT NULL,
  suspects   INT         NOT NULL COMMENT 'of them, those with a step begun',
  PRIMARY KEY (id),
  KEY at (at)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC;

-- Each storage area as each backend's probe finds it, written when that changes.
CREATE TABLE area_state (
  epoch  BIGINT       NOT NULL,
  area   VARCHAR(63)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  state  VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'WORKING, HUNG, READ_ONLY, FAILING',
  detail VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
  since  DATETIME(6)  NOT NULL,
  PRIMARY KEY (epoch, area)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC;

-- Configurations that nodes have registered with: what two of them must agree on, a key and value a line.
CREATE TABLE site_config (
  digest     CHAR(64)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  essentials MEDIUMTEXT  CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  first_seen DATETIME(6) NOT NULL,
  PRIMARY KEY (digest)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC;

-- //@UNDO

DROP TABLE site_config;
DROP TABLE area_state;
DROP TABLE adoption;
ALTER TABLE request_file
  DROP COLUMN abort_call,
  DROP COLUMN deaths,
  DROP COLUMN alone,
  DROP COLUMN suspect,
  DROP COLUMN adopted_from;
