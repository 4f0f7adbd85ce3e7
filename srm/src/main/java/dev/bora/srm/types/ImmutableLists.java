// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Copies the lists that records are given, so that nobody can change a record from outside. */
final class ImmutableLists {
  private ImmutableLists() {}

  static <T> @Nullable List<T> copyOrNull(@Nullable List<T> list) {
    return list == null ? null : List.copyOf(list);
  }
}
