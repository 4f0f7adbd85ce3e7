// SPDX-License-Identifier: Apache-2.0
package dev.bora.site;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a gridmap.
 *
 * @param exact by DN and FQAN
 * @param below by the FQAN before {@code /*}
 */
record GridMapEntries(Map<Principal, LocalAccount> exact, Map<Principal, LocalAccount> below) {

  static GridMapEntries empty() {
    return new GridMapEntries(Map.of(), Map.of());
  }

  Optional<LocalAccount> lookup(String dn, List<String> fqans) {
    @Nullable LocalAccount own = exact.get(new Principal.Dn(dn));
    if (own != null) {
      return Optional.of(own);
    }
    return fqans.stream().map(this::lookup).flatMap(Optional::stream).findFirst();
  }

  private Optional<LocalAccount> lookup(String fqan) {
    Principal.Fqan named = new Principal.Fqan(fqan);
    @Nullable LocalAccount account = exact.get(named);
    String group = named.text();
    while (account == null && !group.isEmpty()) {
      account = below.get(new Principal.Fqan(group));
      group = group.substring(0, Math.max(0, group.lastIndexOf('/')));
    }
    return Optional.ofNullable(account);
  }
}
