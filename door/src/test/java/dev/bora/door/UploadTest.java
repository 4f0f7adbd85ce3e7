// SPDX-License-Identifier: Apache-2.0
package dev.bora.door;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.db.queue.Claims;
import dev.bora.door.DoorClient.Reply;
import dev.bora.door.DoorFixture.Open;
import dev.bora.srm.types.TStatusCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.zip.Adler32;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PUT, as gfal (davix) and ARC send it, and as they do not. */
class UploadTest {
  private static final byte[] DATA = "Hello, grid!".getBytes(US_ASCII);

  @TempDir static Path folder;
  private static DoorFixture fixture;

  @BeforeAll
  static void start() throws Exception {
    fixture =
        DoorFixture.start(folder, "door_upload", limits -> limits.withLook(Duration.ofMillis(100)));
  }

  @AfterAll
  static void stop() throws Exception {
    fixture.close();
  }

  private static void assertCommittable(Open open) {
    assertThat(new Claims(fixture.fence).claimToCommit(open.id(), null)).isNotNull();
  }

  private static String adler32(byte[] data) {
    Adler32 sum = new Adler32();
    sum.update(data);
    return "%08x".formatted(sum.getValue());
  }

  @Test
  void withLengthAndCertificate() throws Exception {
    Open open = fixture.upload("put/length", (long) DATA.length);
    try (DoorClient client = fixture.client(fixture.alice())) {
      Reply reply = client.put(open.target(), DATA, "Want-Digest: adler32");
      assertThat(reply.status()).isEqualTo(201);
      assertThat(reply.header("Digest")).isEqualTo("adler32=" + adler32(DATA));
    }
    assertThat(fixture.uploadFile(open)).hasBinaryContent(DATA);
    assertThat(fixture.area.creation().checksum(open.upload())).contains(adler32(DATA));
    assertCommittable(open);
  }

  @Test
  void withoutCertificateTheSecretSuffices() throws Exception {
    Open open = fixture.upload("put/nobody", null);
    try (DoorClient client = fixture.client(null)) {
      assertThat(client.put(open.target(), DATA).status()).isEqualTo(201);
      assertThat(client.put(open.target(), new byte[0]).status())
          .as("again on the same connection")
          .isEqualTo(201);
    }
    assertThat(fixture.uploadFile(open)).isEmptyFile();
    assertThat(fixture.area.creation().checksum(open.upload())).contains("00000001");
  }

  @Test
  void expectContinue() throws Exception {
    Open open = fixture.upload("put/expect", null);
    try (DoorClient client = fixture.client(fixture.alice())) {
      client.send("PUT", open.target(), "Content-Length: 12", "Expect: 100-continue");
      assertThat(client.reply(true).status()).isEqualTo(100);
      assertThat(client.write(DATA).reply(true).status()).isEqualTo(201);
    }
    assertThat(fixture.uploadFile(open)).hasBinaryContent(DATA);
  }

  @Test
  void whoExpectsIsRefusedBeforeTheBody() throws Exception {
    Open open = fixture.upload("put/refused", 5L);
    try (DoorClient client = fixture.client(fixture.bob())) {
      client.send("PUT", open.target(), "Content-Length: 5", "Expect: 100-continue");
      assertThat(client.reply(true).status()).isEqualTo(403);
    }
    try (DoorClient client = fixture.client(fixture.alice())) {
      client.send("PUT", open.target(), "Content-Length: 6", "Expect: 100-continue");
      assertThat(client.reply(true).status()).isEqualTo(413);
    }
    assertCommittable(open);
  }

  @Test
  void chunkedAsArcSendsIt() throws Exception {
    Open open = fixture.upload("put/chunked", null);
    try (DoorClient client = fixture.client(fixture.alice())) {
      client.send(
          "PUT",
          "https://localhost:" + fixture.node.httpsPort() + open.target(),
          "transfer-encoding: chunked",
          "expect: 100-continue",
          "if-none-match: *");
      assertThat(client.reply(true).status()).isEqualTo(100);
      Reply reply =
          client
              .chunk("Hello, ".getBytes(US_ASCII))
              .chunk("grid!".getBytes(US_ASCII))
              .chunk(new byte[0])
              .reply(true);
      assertThat(reply.status()).isEqualTo(201);
    }
    assertThat(fixture.uploadFile(open)).hasBinaryContent(DATA);
    assertThat(fixture.area.creation().checksum(open.upload())).contains(adler32(DATA));
  }

  @Test
  void chunksBeyondThePromiseAreRefusedAndNotWritten() throws Exception {
    Open open = fixture.upload("put/promise", 7L);
    try (DoorClient client = fixture.client(fixture.alice())) {
      client.send("PUT", open.target(), "Transfer-Encoding: chunked");
      client.chunk("Hello, ".getBytes(US_ASCII)).chunk("grid!".getBytes(US_ASCII));
      assertThat(client.chunk(new byte[0]).reply(true).status()).isEqualTo(413);
    }
    assertThat(Files.size(fixture.uploadFile(open))).isLessThanOrEqualTo(7);
    assertThat(fixture.area.creation().checksum(open.upload())).isEmpty();
    assertCommittable(open);
  }

  @Test
  void aSecondPutReplacesTheFirst() throws Exception {
    Open open = fixture.upload("put/again", null);
    byte[] longer = new byte[1_000_000];
    new Random(1).nextBytes(longer);
    try (DoorClient client = fixture.client(fixture.alice())) {
      assertThat(client.put(open.target(), longer).status()).isEqualTo(201);
      assertThat(fixture.uploadFile(open)).hasBinaryContent(longer);
      assertThat(client.put(open.target(), DATA).status()).isEqualTo(201);
    }
    assertThat(fixture.uploadFile(open)).hasBinaryContent(DATA);
    assertThat(fixture.area.creation().checksum(open.upload())).contains(adler32(DATA));
  }

  @Test
  void partsGoWhereTheyBelong() throws Exception {
    Open open = fixture.upload("put/parts", 12L);
    try (DoorClient client = fixture.client(fixture.alice())) {
      assertThat(client.put(open.target(), DATA).status()).isEqualTo(201);
      assertThat(part(client, open, "GRID!", "bytes 7-11/12").status()).isEqualTo(201);
      assertThat(fixture.uploadFile(open)).hasContent("Hello, GRID!");
      assertThat(fixture.area.creation().checksum(open.upload()))
          .as("that of the old content must not stay")
          .isEmpty();
      assertThat(part(client, open, "J", "bytes 0-0/*").status()).isEqualTo(201);
      assertThat(fixture.uploadFile(open)).hasContent("Jello, GRID!");
      assertThat(fixture.area.creation().checksum(open.upload())).isEmpty();

      assertThat(part(client, open, "x", "bytes 12-12/13").status()).isEqualTo(413);
      assertThat(part(client, open, "x", "bytes 0-5/12").status()).isEqualTo(400);
      assertThat(part(client, open, "x", "bytes 5-4/12").status()).isEqualTo(400);
      assertThat(part(client, open, "x", "lines 0-0/1").status()).isEqualTo(400);
    }
    assertThat(fixture.uploadFile(open)).hasContent("Jello, GRID!");
    assertCommittable(open);
  }

  private static Reply part(DoorClient client, Open open, String text, String range)
      throws Exception {
    return client.put(open.target(), text.getBytes(US_ASCII), "Content-Range: " + range);
  }

  @Test
  void theUploadCanBeLookedAtBeforeItIsPublished() throws Exception {
    Open open = fixture.upload("put/look", null);
    try (DoorClient client = fixture.client(fixture.alice())) {
      assertThat(client.ask("HEAD", open.target()).status())
          .as("before anything was put: a client must not think that it overwrites")
          .isEqualTo(404);
      assertThat(client.put(open.target(), new byte[0]).status()).isEqualTo(201);
      assertThat(client.ask("HEAD", open.target()).status()).isEqualTo(200);
      assertThat(client.put(open.target(), DATA).status()).isEqualTo(201);
      Reply head = client.ask("HEAD", open.target(), "Want-Digest: adler32;q=1");
      assertThat(head.status()).isEqualTo(200);
      assertThat(head.header("Content-Length")).isEqualTo("12");
      assertThat(head.header("Digest")).isEqualTo("adler32=1b220408");
      assertThat(client.ask("GET", open.target()).body()).isEqualTo(DATA);
    }
  }

  @Test
  void aBrokenBodyLeavesWhatCameAndTheUploadOpen() throws Exception {
    Open open = fixture.upload("put/broken", 12L);
    try (DoorClient client = fixture.client(fixture.alice())) {
      client.send("PUT", open.target(), "Content-Length: 12").write("Hello".getBytes(US_ASCII));
      Eventually.isTrue(() -> Files.size(fixture.uploadFile(open)) == 5);
      client.cut();
    }
    Eventually.isTrue(() -> !fixture.isBeingWritten(open));
    assertThat(fixture.uploadFile(open)).hasContent("Hello");
    assertThat(fixture.area.creation().checksum(open.upload())).isEmpty();
    try (DoorClient client = fixture.client(fixture.alice())) {
      Reply rest = part(client, open, ", grid!", "bytes 5-11/12");
      assertThat(rest.status()).isEqualTo(201);
    }
    assertThat(fixture.uploadFile(open)).hasBinaryContent(DATA);
  }

  @Test
  void nobodyElseWritesOrCommitsMeanwhile() throws Exception {
    Open open = fixture.upload("put/race", null);
    Claims claims = new Claims(fixture.fence);
    try (DoorClient first = fixture.client(fixture.alice());
        DoorClient second = fixture.client(fixture.alice())) {
      first.send("PUT", open.target(), "Content-Length: 12").write("Hello".getBytes(US_ASCII));
      Eventually.isTrue(() -> fixture.isBeingWritten(open));
      assertThat(second.put(open.target(), DATA).status()).isEqualTo(409);
      assertThat(claims.claimToCommit(open.id(), null)).isNull();
      assertThat(first.write(", grid!".getBytes(US_ASCII)).reply(true).status()).isEqualTo(201);
      assertThat(claims.claimToCommit(open.id(), null)).as("at once after the answer").isNotNull();
      assertThat(second.put(open.target(), DATA).status())
          .as("the TURL dies with srmPutDone")
          .isEqualTo(404);
    }
  }

  @Test
  void anAbortStopsAWriteThatStalls() throws Exception {
    Open open = fixture.upload("put/stalled", null);
    try (DoorClient client = fixture.client(fixture.alice())) {
      client.send("PUT", open.target(), "Content-Length: 12").write("Hello".getBytes(US_ASCII));
      Eventually.isTrue(() -> fixture.isBeingWritten(open));
      abort(open);
      assertThat(client.reply(true).status()).isEqualTo(410);
    }
    Eventually.isTrue(() -> !fixture.isBeingWritten(open));
  }

  @Test
  void anAbortStopsAWriteThatStreams() throws Exception {
    Open open = fixture.upload("put/streaming", null);
    byte[] block = new byte[64 * 1024];
    try (DoorClient client = fixture.client(fixture.alice())) {
      client.send("PUT", open.target(), "Transfer-Encoding: chunked").chunk(block);
      Eventually.isTrue(() -> fixture.isBeingWritten(open));
      abort(open);
      // The client goes on until the door has had enough.
      Eventually.isTrue(() -> {
        try {
          client.chunk(block);
        } catch (IOException closed) {
          return true;
        }
        return !fixture.isBeingWritten(open);
      });
    }
    Eventually.isTrue(() -> !fixture.isBeingWritten(open));
    assertThat(fixture.area.creation().checksum(open.upload())).isEmpty();
  }

  private static void abort(Open open) {
    assertThat(
            new Claims(fixture.fence)
                .claimToDiscard(open.id(), null, TStatusCode.SRM_ABORTED, "aborted"))
        .isNotNull();
  }
}
