-- // Storage areas and users that wait.

CREATE TABLE pause (
  kind    VARCHAR(8)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'AREA, USER',
  name    VARCHAR(500) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL COMMENT 'of the storage area, or the DN',
  share   BIGINT       NOT NULL COMMENT 'of the user in one of his VOs: a row for each. 0 for an area',
  refuses BOOLEAN      NOT NULL COMMENT 'whether new requests are refused, or wait',
  since   DATETIME(6)  NOT NULL,
  PRIMARY KEY (kind, name, share)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC;

-- //@UNDO

DROP TABLE pause;
