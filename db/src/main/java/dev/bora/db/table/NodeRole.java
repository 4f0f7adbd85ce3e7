// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.table;

/** What a node does. */
public enum NodeRole {
  /** Serves SRM. */
  FRONTEND,
  /** Does the work. */
  BACKEND,
  /** Serves data. */
  DOOR
}
