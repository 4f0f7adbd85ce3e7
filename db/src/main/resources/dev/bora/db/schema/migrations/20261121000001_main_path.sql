-- // The main path: nodes, requests, the work queue, path locks, pins, leases.
--
-- Times are UTC, written and compared by the database alone (UTC_TIMESTAMP(6)): one clock for the whole site.
-- Paths are bytes below the root of a storage area; tokens and codes compare binary.

-- Which migrations ran, and when.
CREATE TABLE changelog (
  id          NUMERIC(20,0) NOT NULL,
  applied_at  VARCHAR(25)   NOT NULL,
  description VARCHAR(255)  NOT NULL,
  PRIMARY KEY (id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC;

-- One row for each incarnation of a node. An epoch is never used again. A backend's transactions lock the row of
-- its epoch in share mode and find it UP or DRAINING; who fences it locks it for update first.
CREATE TABLE incarnation (
  epoch         BIGINT        NOT NULL AUTO_INCREMENT,
  role          VARCHAR(8)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'BACKEND, FRONTEND, DOOR',
  node          VARCHAR(63)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  address       VARCHAR(255)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'host:port at which the others reach it',
  version       VARCHAR(63)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  config_digest CHAR(64)      CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  boot_id       CHAR(36)      CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'of its host: another one means that the process is gone',
  pid           BIGINT        NOT NULL,
  state         VARCHAR(8)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'UP, DRAINING, FENCED, GONE',
  started_at    DATETIME(6)   NOT NULL,
  beat_at       DATETIME(6)   NOT NULL,
  PRIMARY KEY (epoch),
  KEY node (node, epoch)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC;

-- One row for each SRM call that has work to do: put, get, and every synchronous call that changes the name space.
CREATE TABLE request (
  id             BIGINT        NOT NULL AUTO_INCREMENT,
  token          CHAR(36)      CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'UUID version 7, so it carries its day, or the operation id of a synchronous call',
  kind           VARCHAR(16)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'PUT, GET, MKDIR, RMDIR, RM, MV',
  dn             VARCHAR(1024) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  vo             VARCHAR(255)  CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
  fqans          TEXT          CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL COMMENT 'one a line',
  share          BIGINT        NOT NULL COMMENT 'hash of VO and DN: the queue is shared out by it',
  description    VARCHAR(1024) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL COMMENT 'userRequestDescription',
  client_address VARCHAR(64)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  frontend       VARCHAR(63)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  protocols      VARCHAR(255)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'transfer protocols the client asked for, comma between',
  overwrite      VARCHAR(32)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'NEVER, ALWAYS, WHEN_FILES_ARE_DIFFERENT',
  whole_tree     BOOLEAN       NOT NULL COMMENT 'srmRmdir, recursive',
  pin_seconds    INT           NOT NULL COMMENT 'life of each TURL from the moment it is ready',
  files          INT           NOT NULL,
  created_at     DATETIME(6)   NOT NULL,
  expires_at     DATETIME(6)   NOT NULL COMMENT 'end of the total request time: what is not ready by then fails',
  PRIMARY KEY (id),
  UNIQUE KEY token (token),
  KEY owner (share, id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC;

-- One row for each file of a request. The row decides: each change of state names the state, owner and claim it leaves.
CREATE TABLE request_file (
  id             BIGINT         NOT NULL AUTO_INCREMENT COMMENT 'the operation id on disk',
  request_id     BIGINT         NOT NULL,
  file_no        INT            NOT NULL,
  surl           TEXT           CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL COMMENT 'as the client wrote it',
  area           VARCHAR(63)    CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'null: refused before it was resolved',
  path           VARBINARY(3000) NULL,
  to_path        VARBINARY(3000) NULL COMMENT 'srmMv',
  state          VARCHAR(8)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'QUEUED, RUNNING, READY, and final DONE, RELEASED, ABORTED, EXPIRED, FAILED',
  goal           VARCHAR(8)     CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'what its owner is bringing it to: PREPARE, COMMIT, DISCARD, ACT',
  status         VARCHAR(32)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'TStatusCode',
  explanation    VARCHAR(1024)  CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
  call_id        CHAR(36)       CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'operation id of the call that set the goal',
  owner          BIGINT         NULL COMMENT 'epoch of the incarnation that holds it',
  backend        VARCHAR(63)    CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'the tag: node that holds or last held it',
  claim          INT            NOT NULL DEFAULT 0 COMMENT 'grows with every change of owner',
  adoptions      INT            NOT NULL DEFAULT 0,
  step           VARCHAR(16)    CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'the journal: the one system call that may be under way',
  step_inode     BIGINT         NULL COMMENT 'the object that the step is about',
  step_birth     BIGINT         NULL COMMENT 'nanoseconds since 1970 of its creation, 0 if unknown',
  entry_claim    INT            NULL COMMENT 'claim number in the name of its hidden entry',
  expected_size  BIGINT         NULL COMMENT 'bytes, null if not promised',
  size           BIGINT         NULL COMMENT 'bytes',
  turl           TEXT           CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
  ready_until    DATETIME(6)    NULL COMMENT 'end of the pin or of the write TURL',
  updated_at     DATETIME(6)    NOT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY file (request_id, file_no)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC;

-- What waits for a backend: narrow, scanned with SKIP LOCKED, a row is deleted by its claim.
CREATE TABLE ready (
  area    VARCHAR(63) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  share   BIGINT      NOT NULL,
  file_id BIGINT      NOT NULL,
  PRIMARY KEY (area, share, file_id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC;

-- What a backend has in its hands: the range of a dead one is what its adopters read.
CREATE TABLE claimed (
  owner   BIGINT NOT NULL COMMENT 'epoch',
  file_id BIGINT NOT NULL,
  PRIMARY KEY (owner, file_id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC;

-- One writer per path, cluster-wide.
CREATE TABLE path_lock (
  area    VARCHAR(63)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  path    VARBINARY(3000) NOT NULL,
  file_id BIGINT          NOT NULL,
  kind    VARCHAR(4)      CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'FILE, or TREE: all below as well',
  settled BOOLEAN         NOT NULL COMMENT 'its holder has looked at ancestors and descendants, and goes on',
  PRIMARY KEY (area, path)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC;

-- Read TURLs that are out.
CREATE TABLE pin (
  area    VARCHAR(63)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  path    VARBINARY(3000) NOT NULL,
  file_id BIGINT          NOT NULL,
  PRIMARY KEY (area, path, file_id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC;

-- When something has to be looked at again: the end of a request's time, of a pin, of a write TURL. A row may be
-- early (the time was extended since): who reads it compares with the file's row.
CREATE TABLE deadline (
  at      DATETIME(6) NOT NULL,
  file_id BIGINT      NOT NULL,
  PRIMARY KEY (at, file_id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC;

-- Files that were published without a checksum: it is computed once, by whichever backend comes to it.
CREATE TABLE checksum_due (
  file_id BIGINT          NOT NULL,
  area    VARCHAR(63)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  path    VARBINARY(3000) NOT NULL,
  PRIMARY KEY (area, file_id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC;

-- Uploads that a data door is writing at this moment: srmPutDone does not commit them.
CREATE TABLE door_write (
  file_id    BIGINT      NOT NULL,
  door       BIGINT      NOT NULL COMMENT 'epoch',
  started_at DATETIME(6) NOT NULL,
  PRIMARY KEY (file_id),
  KEY door (door)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC;

-- Jobs that one backend at a time does for the whole cluster.
CREATE TABLE lease (
  job        VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  holder     BIGINT      NULL COMMENT 'epoch',
  taken_at   DATETIME(6) NULL,
  renewed_at DATETIME(6) NULL,
  PRIMARY KEY (job)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC;

-- //@UNDO

DROP TABLE lease;
DROP TABLE door_write;
DROP TABLE checksum_due;
DROP TABLE deadline;
DROP TABLE pin;
DROP TABLE path_lock;
DROP TABLE claimed;
DROP TABLE ready;
DROP TABLE request_file;
DROP TABLE request;
DROP TABLE incarnation;
DROP TABLE changelog;
