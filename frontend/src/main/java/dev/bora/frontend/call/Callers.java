// SPDX-License-Identifier: Apache-2.0
package dev.bora.frontend.call;

import dev.bora.rpc.contract.Caller;
import dev.bora.site.GridMap;
import dev.bora.site.LocalAccount;
import dev.bora.site.Security;
import dev.bora.srm.identity.Identity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** From a validated credential to a user of this site. */
public final class Callers {
  private final Security security;
  private final GridMap gridMap;

  /**
   * For a site.
   *
   * @param gridMap tells the VO of those whose credential shows none
   */
  public Callers(Security security, GridMap gridMap) {
    this.security = security;
    this.gridMap = gridMap;
  }

  /** The user: the VO is that of the first FQAN, else the one that the gridmap has for the DN. */
  public Caller of(Identity identity) {
    return new Caller(
        identity.dn(),
        virtualOrganisation(identity),
        identity.fqans(),
        security.isAdministrator(identity.dn(), identity.fqans()));
  }

  private @Nullable String virtualOrganisation(Identity identity) {
    if (!identity.fqans().isEmpty()) {
      String fqan = identity.fqans().getFirst();
      int end = fqan.indexOf('/', 1);
      return end < 0 ? fqan.substring(1) : fqan.substring(1, end);
    }
    return gridMap.lookup(identity.dn(), List.of()).map(LocalAccount::vo).orElse(null);
  }
}
