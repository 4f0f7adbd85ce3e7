// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.table;

import java.util.List;
import java.util.stream.Stream;

/** Where an insert leaves the id that the server has given to a row. */
public final class GeneratedKey {
  private long id;

  /** For so many rows, in their order. */
  public static List<GeneratedKey> some(int rows) {
    return Stream.generate(GeneratedKey::new).limit(rows).toList();
  }

  /** The id. */
  public long getId() {
    return id;
  }

  /** Called by MyBatis. */
  public void setId(long id) {
    this.id = id;
  }
}
