// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A transfer protocol that the storage system serves.
 *
 * @param transferProtocol its name, as in a TURL
 * @param attributes what else is known of it
 */
public record TSupportedTransferProtocol(
    String transferProtocol, @Nullable List<TExtraInfo> attributes) {
  public TSupportedTransferProtocol {
    attributes = ImmutableLists.copyOrNull(attributes);
  }
}
