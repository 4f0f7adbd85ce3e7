// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend.work;

import dev.bora.db.table.Requester;
import dev.bora.filesystem.LocalIdentity;
import dev.bora.filesystem.posix.GroupAccount;
import dev.bora.filesystem.posix.LocalAccounts;
import dev.bora.filesystem.posix.PosixException;
import dev.bora.filesystem.posix.UserAccount;
import dev.bora.site.GridMap;
import dev.bora.site.LocalAccount;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From grid users to local ones, as the gridmap says. Who has no entry works as Bora's own user.
 */
public final class Accounts {
  private static final Logger LOG = LoggerFactory.getLogger(Accounts.class);

  private final GridMap gridMap;
  private final LocalAccounts local = new LocalAccounts();

  /** By this map. */
  public Accounts(GridMap gridMap) {
    this.gridMap = gridMap;
  }

  /** The local user of somebody. */
  public Optional<LocalIdentity> of(Requester requester) throws PosixException {
    Optional<LocalAccount> mapped = gridMap.lookup(requester.dn(), requester.fqans());
    if (mapped.isEmpty()) {
      return Optional.empty();
    }
    LocalAccount account = mapped.get();
    Optional<UserAccount> user = local.user(account.user());
    if (user.isEmpty()) {
      LOG.warn("the gridmap names user {}, whom this host does not know", account.user());
      return Optional.empty();
    }
    String groupName = account.group();
    int group = user.get().gid();
    if (groupName != null) {
      Optional<GroupAccount> named = local.group(groupName);
      if (named.isEmpty()) {
        LOG.warn("the gridmap names group {}, which this host does not know", groupName);
      }
      group = named.map(GroupAccount::gid).orElse(group);
    }
    return Optional.of(new LocalIdentity(user.get().uid(), group));
  }
}
