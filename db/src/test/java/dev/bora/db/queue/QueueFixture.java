// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.queue;

import dev.bora.db.Database;
import dev.bora.db.node.Fence;
import dev.bora.db.table.IncarnationRow;
import dev.bora.db.table.NewFile;
import dev.bora.db.table.NewIncarnation;
import dev.bora.db.table.NewRequest;
import dev.bora.db.table.NodeRole;
import dev.bora.db.table.Place;
import dev.bora.db.table.RequestKind;
import dev.bora.db.table.Requester;
import dev.bora.srm.types.TOverwriteMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** Requests and incarnations for tests. */
public final class QueueFixture {
  static final Requester ALICE = new Requester("/CN=Alice", "testvo", List.of("/testvo"));
  static final Requester BOB = new Requester("/CN=Bob", "testvo", List.of("/testvo"));

  private QueueFixture() {}

  /** Registers a backend. */
  public static Fence register(Database database, String node) {
    long epoch =
        database.call(tables -> {
          tables
              .incarnations()
              .insert(
                  new NewIncarnation(
                      NodeRole.BACKEND, node, "127.0.0.1:8080", "1", "0", "boot", 1));
          return tables.incarnations().lastEpoch();
        });
    return new Fence(database, epoch, node);
  }

  static IncarnationRow incarnation(Database database, Fence fence) {
    return Objects.requireNonNull(
        database.call(tables -> tables.incarnations().lockForUpdate(fence.epoch())));
  }

  static NewRequest put(Requester requester, String... paths) {
    List<NewFile> files = new ArrayList<>();
    for (String path : paths) {
      files.add(NewFile.accepted("srm://host/data/" + path, Place.of("data", path), 42L));
    }
    return request(RequestKind.PUT, requester, files);
  }

  static NewRequest request(RequestKind kind, Requester requester, List<NewFile> files) {
    return new NewRequest(
        UUID.randomUUID().toString(),
        kind,
        requester,
        null,
        "127.0.0.1",
        "frontend-1",
        List.of("gsiftp", "https"),
        TOverwriteMode.NEVER,
        false,
        600,
        3600,
        files);
  }
}
