// SPDX-License-Identifier: Apache-2.0
package dev.bora.db;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a query finds that is sent with others ({@link Tables#soon}). It can be asked for after the
 * transaction as well.
 *
 * @param <E> a row
 */
public final class Soon<E> {
  private final Runnable send;
  private @Nullable List<E> found;

  Soon(Runnable send) {
    this.send = send;
  }

  // The rows of this query, whatever MyBatis calls them.
  @SuppressWarnings("unchecked")
  void tell(List<Object> rows) {
    found = (List<E>) rows;
  }

  /** The rows; sends what was to be sent later, if the query was not sent yet. */
  public List<E> get() {
    if (found == null) {
      send.run();
    }
    List<E> rows = found;
    if (rows == null) {
      throw new IllegalStateException("indicates a bug: a query without an answer");
    }
    return rows;
  }
}
