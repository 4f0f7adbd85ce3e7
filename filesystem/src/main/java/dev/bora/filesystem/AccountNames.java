// SPDX-License-Identifier: Apache-2.0
package dev.bora.filesystem;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import dev.bora.filesystem.posix.GroupAccount;
import dev.bora.filesystem.posix.LocalAccounts;
import dev.bora.filesystem.posix.PosixException;
import dev.bora.filesystem.posix.UserAccount;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Names of uids and gids, remembered for some minutes: a listing asks for the same few again and
 * again.
 */
final class AccountNames {
  private static final Logger LOGGER = LoggerFactory.getLogger(AccountNames.class);

  private final LocalAccounts accounts = new LocalAccounts();
  private final Cache<Integer, String> users = cache();
  private final Cache<Integer, String> groups = cache();

  private static Cache<Integer, String> cache() {
    return CacheBuilder.newBuilder()
        .maximumSize(10_000)
        .expireAfterWrite(Duration.ofMinutes(5))
        .build();
  }

  private interface Lookup {
    Optional<String> find(int id) throws PosixException;
  }

  String user(int uid) {
    return name(users, uid, id -> accounts.user(id).map(UserAccount::name));
  }

  String group(int gid) {
    return name(groups, gid, id -> accounts.group(id).map(GroupAccount::name));
  }

  private static String name(Cache<Integer, String> cache, int id, Lookup lookup) {
    @Nullable String known = cache.getIfPresent(id);
    if (known != null) {
      return known;
    }
    String number = Integer.toUnsignedString(id);
    String name;
    try {
      name = lookup.find(id).orElse(number);
    } catch (PosixException failure) {
      // A listing is worth more than a name in it.
      LOGGER.warn("no name for uid or gid {}: {}", number, failure.getMessage());
      name = number;
    }
    cache.put(id, name);
    return name;
  }
}
