// SPDX-License-Identifier: Apache-2.0
package dev.bora.app.node;

import dev.bora.app.schema.SiteDatabase;
import dev.bora.db.Database;
import dev.bora.db.DatabaseUnavailableException;
import dev.bora.db.node.Footing;
import dev.bora.db.node.UnfitNodeException;
import dev.bora.site.BackendNode;
import dev.bora.site.DoorNode;
import dev.bora.site.FrontendNode;
import dev.bora.site.Node;
import dev.bora.site.SecretFile;
import dev.bora.site.Site;
import dev.bora.site.SiteException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** What must be so before a node starts. */
final class Requirements {
  private static final long PAUSE_SECONDS = 2;

  private Requirements() {}

  /**
   * Checks secrets, database server and schema. A node does not give up when the database does not
   * answer. A backend and a door have nothing to do without it, and wait. Clients come to a
   * frontend, which tells them, and checks by itself when the database is there.
   *
   * @param waiting is told, once, what is waited for
   * @throws SiteException a secret file is refused
   * @throws UnfitNodeException the server cannot carry the queue, has no room for the site's
   *     connections, or its schema is too old
   */
  static void check(Site site, Node node, Consumer<String> waiting)
      throws SiteException, InterruptedException {
    SecretFile.read(site.rpc().secretFile());
    Footing footing = SiteDatabase.footing(site);
    boolean told = false;
    try (Database database = SiteDatabase.open(site)) {
      while (true) {
        try {
          footing.require(database);
          return;
        } catch (DatabaseUnavailableException away) {
          if (!told) {
            waiting.accept(
                "waiting for the database at %s: %s"
                    .formatted(site.database().jdbcUrl(), away.getMessage()));
            told = true;
          }
        }
        if (isOfUseWithout(node)) {
          return;
        }
        TimeUnit.SECONDS.sleep(PAUSE_SECONDS);
      }
    }
  }

  private static boolean isOfUseWithout(Node node) {
    return switch (node) {
      case FrontendNode _ -> true;
      case BackendNode _, DoorNode _ -> false;
    };
  }
}
