-- // What operators want of nodes.

CREATE TABLE node_wish (
  node     VARCHAR(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY COMMENT 'its name in the site file, one without a row works',
  wish     VARCHAR(8)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'DRAIN: takes nothing new until told otherwise, restarted or not. LEAVE: the process that runs drains and ends',
  asked_at DATETIME(6) NOT NULL
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC;

-- //@UNDO

DROP TABLE node_wish;
