// SPDX-License-Identifier: Apache-2.0
package dev.bora.site;

import dev.bora.site.binding.Between;
import dev.bora.site.binding.Default;
import dev.bora.site.binding.DurationText;
import dev.bora.site.binding.Section;
import dev.bora.site.binding.SectionCheck;
import java.time.Duration;

/**
 * How long things live. What a client asks for beyond a maximum is cut to it; what it does not ask
 * for is the default. All are whole seconds, as SRM counts.
 *
 * @param requestDefault an asynchronous request, until its files are ready
 * @param requestMaximum the longest that a client can get
 * @param pinDefault a pin, and the TURL of a put or get
 * @param pinMaximum the longest that a client can get
 * @param fileDefault a volatile file
 * @param fileMaximum the longest that a client can get
 */
public record Lifetimes(
    @Default("1d") @Between(min = "1s", max = "365d") Duration requestDefault,
    @Default("21d") @Between(min = "1s", max = "365d") Duration requestMaximum,
    @Default("3d") @Between(min = "1s", max = "365d") Duration pinDefault,
    @Default("21d") @Between(min = "1s", max = "365d") Duration pinMaximum,
    @Default("3d") @Between(min = "1s", max = "3650d") Duration fileDefault,
    @Default("21d") @Between(min = "1s", max = "3650d") Duration fileMaximum)
    implements Section {

  @Override
  public void check(SectionCheck check) {
    checkPair(check, "request", requestDefault, requestMaximum);
    checkPair(check, "pin", pinDefault, pinMaximum);
    checkPair(check, "file", fileDefault, fileMaximum);
  }

  private static void checkPair(
      SectionCheck check, String what, Duration byDefault, Duration maximum) {
    String defaultText = DurationText.format(byDefault);
    String maximumText = DurationText.format(maximum);
    if (byDefault.compareTo(maximum) > 0) {
      String permitted = "at most " + what + "-maximum, which is " + maximumText;
      check.refuse(what + "-default", defaultText, permitted);
    }
    if (byDefault.toMillisPart() != 0) {
      check.refuse(what + "-default", defaultText, "whole seconds");
    }
    if (maximum.toMillisPart() != 0) {
      check.refuse(what + "-maximum", maximumText, "whole seconds");
    }
  }
}
