// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.table;

/** The life of an incarnation. In its row there is UP also while it drains, as its beats say. */
public enum IncarnationState {
  /** Works. */
  UP,
  /** Finishes what it has, takes nothing new. */
  DRAINING,
  /** Nothing that it writes counts any more; what it held is being taken over. */
  FENCED,
  /** It holds nothing. */
  GONE
}
