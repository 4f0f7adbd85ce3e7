// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.checker;

/**
 * Something that took effect at one moment of an interval.
 *
 * @param label what a person reads of it
 * @param begin no earlier than this, in nanoseconds
 * @param end no later than this
 * @param certain whether it took effect at all
 * @param effect what it did or found
 */
public record Step(String label, long begin, long end, boolean certain, Effect effect) {

  @Override
  public String toString() {
    return "%s%s [%d, %d] %s".formatted(certain ? "" : "perhaps ", effect, begin, end, label);
  }
}
