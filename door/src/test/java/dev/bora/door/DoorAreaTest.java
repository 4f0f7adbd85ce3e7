// SPDX-License-Identifier: Apache-2.0
package dev.bora.door;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.door.DoorFixture.Open;
import dev.bora.filesystem.TestMount;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A door that starts while its storage area hangs. */
@Timeout(120)
class DoorAreaTest {
  private static final String HUNG =
      "storage area data is not open yet: its opening has not returned within 5 s";

  @TempDir private Path folder;

  @Test
  void transfersToAnAreaThatIsNotOpenYetAreRefusedUntilItIs() throws Exception {
    try (TestMount mount = TestMount.of("ext4")) {
      Files.createSymbolicLink(folder.resolve("area"), mount.directory());
      try (DoorFixture fixture = DoorFixture.start(folder, "door_area")) {
        Open open = fixture.upload("a", null);
        fixture.door.close();
        try (TestMount.Frozen _ = mount.freeze()) {
          fixture.door =
              Door.start(fixture.site, fixture.node, fixture.database, "test", fixture.drain());
          assertRefused(fixture, open);
        }
        Eventually.isTrue(() -> fixture.health().statusCode() == 200);
        try (DoorClient client = fixture.client(null)) {
          assertThat(client.put(open.target(), new byte[1]).status()).isEqualTo(201);
        }
      }
    }
  }

  private static void assertRefused(DoorFixture fixture, Open open) throws Exception {
    try (DoorClient client = fixture.client(null)) {
      DoorClient.Reply reply = client.put(open.target(), new byte[1]);
      assertThat(reply.status()).isEqualTo(503);
      assertThat(reply.text()).isEqualTo(HUNG + "\n");
    }
    try (DoorClient client = fixture.client(null)) {
      // Whoever has no good TURL learns nothing of it.
      String guessed = open.target().replace(DoorFixture.SECRET, "a-Secret_of-22-lettert");
      assertThat(client.ask("PUT", guessed).status()).isEqualTo(404);
    }
    HttpResponse<String> health = fixture.health();
    assertThat(health.statusCode()).isEqualTo(503);
    assertThat(health.body()).contains(HUNG);
  }
}
