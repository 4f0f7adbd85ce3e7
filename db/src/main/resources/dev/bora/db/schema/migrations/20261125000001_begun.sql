-- // Files that kill backends before their first step.

ALTER TABLE request_file
  ADD COLUMN begun INT NOT NULL DEFAULT 0 COMMENT 'claim under which somebody began it who had adopted it' AFTER alone;

-- //@UNDO

ALTER TABLE request_file DROP COLUMN begun;
