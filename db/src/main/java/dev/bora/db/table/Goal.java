// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.table;

/** What the owner of a running file is bringing it to. */
public enum Goal {
  /** A TURL that works. */
  PREPARE,
  /** All that a TURL needs; there may be none for it yet. */
  STAGE,
  /** srmPutDone: the upload at its public name. */
  COMMIT,
  /** Abort or expiry: the upload gone. */
  DISCARD,
  /** A synchronous call's change of the name space. */
  ACT
}
