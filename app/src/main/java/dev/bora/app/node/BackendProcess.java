// SPDX-License-Identifier: Apache-2.0
package dev.bora.app.node;

import dev.bora.app.schema.SiteDatabase;
import dev.bora.backend.Backend;
import dev.bora.db.Database;
import dev.bora.heartbeat.kernel.KillSwitch;
import dev.bora.site.BackendNode;
import dev.bora.site.Site;
import dev.bora.site.SiteException;
import java.io.IOException;

/** A backend with the database that it is given. */
record BackendProcess(Backend backend, Database database) implements AutoCloseable {

  static BackendProcess start(Site site, BackendNode node, String version, KillSwitch killSwitch)
      throws IOException, SiteException {
    Database database = SiteDatabase.pool(site);
    try {
      return new BackendProcess(Backend.start(site, node, database, version, killSwitch), database);
    } catch (IOException | SiteException | RuntimeException e) {
      database.close();
      throw e;
    }
  }

  @Override
  public void close() {
    try (database) {
      backend.close();
    }
  }
}
