// SPDX-License-Identifier: Apache-2.0
package dev.bora.door;

import com.google.common.base.Splitter;
import java.util.List;
import java.util.Locale;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Request;

/** The headers of RFC 3230, as grid clients use them: Want-Digest and Digest with adler32. */
final class WantedDigest {
  private WantedDigest() {}

  /** Whether a client wants an adler32, with any weight but zero. */
  static boolean isAdler32(Request request) {
    return request.getHeaders().getCSV("Want-Digest", false).stream()
        .anyMatch(WantedDigest::isAdler32);
  }

  private static boolean isAdler32(String wish) {
    List<String> parts = Splitter.on(';').trimResults().splitToList(wish);
    return parts.getFirst().toLowerCase(Locale.ROOT).matches("adler-?32")
        && parts.stream().noneMatch(part -> part.matches("q\\s*=\\s*0(\\.0*)?"));
  }

  /** Tells it: eight hexadecimal digits. */
  static void tell(HttpFields.Mutable headers, String adler32) {
    headers.put("Digest", "adler32=" + adler32);
  }
}
