// SPDX-License-Identifier: Apache-2.0
package dev.bora.frontend.operation;

import dev.bora.db.table.Pause;
import dev.bora.frontend.call.Call;
import dev.bora.frontend.call.RefusedException;
import dev.bora.frontend.names.Resolution;
import dev.bora.srm.types.TStatusCode;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * What operators let wait, as calls meet it: what can wait in the queue does so, unless it is to be
 * refused; a change that must be done at once is refused in any case. Clients try again on
 * SRM_INTERNAL_ERROR, and on no other status.
 */
final class Pauses {
  private final Supplier<List<Pause>> current;

  /** As it was at the last beat. */
  Pauses(Supplier<List<Pause>> current) {
    this.current = current;
  }

  /** For new requests. */
  Resolution unlessRefused(Call call, Resolution resolution) {
    return unless(call, resolution, Pause::refuses);
  }

  /** For changes that are done at once. */
  Resolution unlessPaused(Call call, Resolution resolution) {
    return unless(call, resolution, _ -> true);
  }

  /** As {@link #unlessPaused}, of one place that there must be. */
  Resolution.Found requireNotPaused(Call call, Resolution.Found found) throws RefusedException {
    return switch (unlessPaused(call, found)) {
      case Resolution.Found same -> same;
      case Resolution.Refused refused ->
          throw new RefusedException(refused.code(), refused.explanation());
    };
  }

  private Resolution unless(Call call, Resolution resolution, Predicate<Pause> which) {
    if (!(resolution instanceof Resolution.Found found)) {
      return resolution;
    }
    long share = call.requester().share();
    return current.get().stream()
        .filter(pause -> pause.isAbout(found.area().name(), share))
        .filter(which)
        .findFirst()
        .<Resolution>map(pause ->
            new Resolution.Refused(
                found.text(), TStatusCode.SRM_INTERNAL_ERROR, explanation(pause)))
        .orElse(found);
  }

  private static String explanation(Pause pause) {
    return switch (pause.kind()) {
      case AREA ->
          "Storage area %s is paused by its operators, try again later".formatted(pause.name());
      case USER -> "Your work is paused by the operators of this server, try again later";
    };
  }
}
