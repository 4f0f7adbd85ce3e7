// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.table;

/**
 * How many files of a kind and user are in each phase, or how many more or fewer.
 *
 * @param share 0 for all users
 */
public record TallyRow(
    RequestKind kind, long share, long waiting, long running, long parked, long turls) {
  /** The share that stands for all users. */
  public static final long ALL = 0;

  /** No file. */
  public static TallyRow none(RequestKind kind, long share) {
    return new TallyRow(kind, share, 0, 0, 0, 0);
  }

  /** In the order of the columns. */
  String numbers() {
    return waiting + "," + running + ',' + parked + ',' + turls;
  }

  /** All that have not ended. */
  public long active() {
    return waiting + running + parked + turls;
  }
}
