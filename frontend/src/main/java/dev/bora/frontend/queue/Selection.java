// SPDX-License-Identifier: Apache-2.0
package dev.bora.frontend.queue;

import dev.bora.db.table.FileRow;
import dev.bora.frontend.names.SurlResolver;
import dev.bora.srm.types.TReturnStatus;
import dev.bora.srm.types.TStatusCode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which files of a request are meant by SURLs. */
public final class Selection {
  /** What a SURL that is not in the request is answered. */
  public static final TReturnStatus NOT_IN_REQUEST =
      new TReturnStatus(TStatusCode.SRM_INVALID_PATH, "No information about this SURL");

  private Selection() {}

  /**
   * A SURL of a call.
   *
   * @param surl as the client wrote it
   * @param file null if the request has none of it
   */
  public record Selected(String surl, @Nullable FileRow file) {}

  /** Each SURL with its file; if a request names a file twice, that one which has not ended. */
  public static List<Selected> of(List<FileRow> files, List<String> surls, SurlResolver resolver) {
    Map<String, FileRow> byKey = new HashMap<>();
    for (FileRow file : files) {
      byKey.merge(
          resolver.key(file.surl()),
          file,
          (first, second) -> first.state().isFinal() && !second.state().isFinal() ? second : first);
    }
    return surls.stream().map(surl -> new Selected(surl, byKey.get(resolver.key(surl)))).toList();
  }
}
