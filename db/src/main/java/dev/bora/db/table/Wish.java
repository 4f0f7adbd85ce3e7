// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.table;

/** What an operator wants of a node. */
public enum Wish {
  /** To work: what a node does of which nothing is said. */
  WORK,
  /** To take nothing new until told otherwise, after a restart as well. */
  DRAIN,
  /** To drain, and then to end its process. */
  LEAVE
}
