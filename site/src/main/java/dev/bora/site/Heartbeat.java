// SPDX-License-Identifier: Apache-2.0
package dev.bora.site;

import dev.bora.site.binding.Between;
import dev.bora.site.binding.Default;
import dev.bora.site.binding.DurationText;
import dev.bora.site.binding.Section;
import dev.bora.site.binding.SectionCheck;
import java.time.Duration;

/**
 * When a backend or a door counts as lost.
 *
 * @param beat how often it says that it lives
 * @param selfStop after how long without a beat that was committed it starts nothing any more, and
 *     a door begins no write
 * @param stale after how long without a beat the others fence it and adopt its work
 */
public record Heartbeat(
    @Default("2s") @Between(min = "100ms", max = "1m") Duration beat,
    @Default("6s") @Between(min = "200ms", max = "10m") Duration selfStop,
    @Default("10s") @Between(min = "300ms", max = "1h") Duration stale)
    implements Section {

  @Override
  public void check(SectionCheck check) {
    Duration leastSelfStop = beat.multipliedBy(2);
    if (selfStop.compareTo(leastSelfStop) < 0) {
      String least = DurationText.format(leastSelfStop);
      check.refuse(
          "self-stop",
          DurationText.format(selfStop),
          "at least twice the beat, so that one lost beat stops nobody: " + least);
    }
    Duration leastStale = selfStop.plus(beat);
    if (stale.compareTo(leastStale) < 0) {
      String least = DurationText.format(leastStale);
      check.refuse(
          "stale",
          DurationText.format(stale),
          "at least self-stop and one beat, so that it has stopped before others adopt: " + least);
    }
  }
}
