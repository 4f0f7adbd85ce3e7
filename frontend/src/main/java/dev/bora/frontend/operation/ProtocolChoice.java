// SPDX-License-Identifier: Apache-2.0
package dev.bora.frontend.operation;

import dev.bora.frontend.call.RefusedException;
import dev.bora.frontend.names.Resolution;
import dev.bora.site.Protocol;
import dev.bora.srm.types.TTransferParameters;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The transfer protocols of a request, in the client's order (SRM v2.2, 5.1.2 and 5.5.2): TURLs
 * have the first that the file's storage area serves.
 */
final class ProtocolChoice {
  private final List<String> names;

  private ProtocolChoice(List<String> names) {
    this.names = names;
  }

  /**
   * Those of the client that the files' storage areas serve; all of theirs if the client has none.
   *
   * @param files at least one
   * @throws RefusedException SRM_NOT_SUPPORTED: none is left
   */
  static ProtocolChoice of(@Nullable TTransferParameters asked, List<Resolution.Found> files) {
    Set<Protocol> served = EnumSet.noneOf(Protocol.class);
    for (Resolution.Found file : files) {
      served.addAll(file.area().protocols().keySet());
    }
    List<String> servedNames = served.stream().map(Protocol::toString).toList();
    List<String> list = asked == null ? null : asked.arrayOfTransferProtocols();
    if (list == null || list.isEmpty()) {
      return new ProtocolChoice(servedNames);
    }
    Set<String> common = new LinkedHashSet<>();
    for (String name : list) {
      String lower = name.strip().toLowerCase(Locale.ROOT);
      if (servedNames.contains(lower)) {
        common.add(lower);
      }
    }
    if (common.isEmpty()) {
      throw RefusedException.notSupported(
          "None of the transfer protocols is supported; supported are "
              + String.join(", ", servedNames));
    }
    return new ProtocolChoice(List.copyOf(common));
  }

  List<String> names() {
    return names;
  }

  /** Whether a file can have a TURL of one of them. */
  boolean suits(Resolution.Found file) {
    return file.area().protocols().keySet().stream()
        .anyMatch(protocol -> names.contains(protocol.toString()));
  }
}
