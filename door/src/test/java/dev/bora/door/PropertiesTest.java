// SPDX-License-Identifier: Apache-2.0
package dev.bora.door;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.door.DoorClient.Reply;
import dev.bora.door.DoorFixture.Open;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** PROPFIND, as gfal (davix) sends it, and as others do. */
class PropertiesTest {
  private static final String CONTENT = "0123456789";

  @TempDir static Path folder;
  private static DoorFixture fixture;
  private static Open open;

  @BeforeAll
  static void start() throws Exception {
    fixture = DoorFixture.start(folder, "door_properties");
    Files.writeString(fixture.root.resolve("file"), CONTENT);
    open = fixture.pin("file");
  }

  @AfterAll
  static void stop() throws Exception {
    fixture.close();
  }

  private static Document parsed(Reply reply) throws Exception {
    assertThat(reply.status()).as(reply::text).isEqualTo(207);
    assertThat(reply.header("Content-Type")).startsWith("application/xml");
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    return factory.newDocumentBuilder().parse(new ByteArrayInputStream(reply.body()));
  }

  private static String only(Document document, String name) {
    NodeList found = document.getElementsByTagNameNS("DAV:", name);
    assertThat(found.getLength()).as(name).isOne();
    return found.item(0).getTextContent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Depth: 0", "Depth: 1", "Depth: infinity", "X-No-Depth: 0"})
  void oneFileWhateverTheDepth(String depth) throws Exception {
    try (DoorClient client = fixture.client(fixture.alice())) {
      Document answer = parsed(client.ask("PROPFIND", open.target(), depth));
      Reply head = client.ask("HEAD", open.target());
      assertThat(only(answer, "href")).isEqualTo(open.target());
      assertThat(only(answer, "resourcetype")).as("not a collection").isEmpty();
      assertThat(only(answer, "getcontentlength")).isEqualTo("10");
      assertThat(only(answer, "getlastmodified")).isEqualTo(head.header("Last-Modified"));
      assertThat(only(answer, "getetag")).isEqualTo(head.header("ETag"));
      assertThat(only(answer, "status")).isEqualTo("HTTP/1.1 200 OK");
    }
  }

  @Test
  void theBodyIsNotReadForWhatItSays() throws Exception {
    String entities =
        """
        <?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>
        <propfind xmlns="DAV:"><prop><x>&e;</x></prop></propfind>
        """;
    try (DoorClient client = fixture.client(null)) {
      for (String body : new String[] {entities, "<", "", "<propfind xmlns='DAV:'><propname/>"}) {
        Reply reply =
            client
                .send("PROPFIND", open.target(), "Content-Length: " + body.length())
                .write(body.getBytes(US_ASCII))
                .reply(true);
        assertThat(only(parsed(reply), "getcontentlength")).as(body).isEqualTo("10");
      }
    }
  }

  @Test
  void aBodyThatIsLongIsRefused() throws Exception {
    try (DoorClient client = fixture.client(fixture.alice())) {
      client.send("PROPFIND", open.target(), "Content-Length: 99000000", "Expect: 100-continue");
      assertThat(client.reply(true).status()).as("unread").isEqualTo(413);
    }
    byte[] chunk = new byte[16 * 1024];
    Arrays.fill(chunk, (byte) ' ');
    try (DoorClient client = fixture.client(fixture.alice())) {
      client.send("PROPFIND", open.target(), "Transfer-Encoding: chunked");
      for (int i = 0; i < 10; i++) {
        client.chunk(chunk);
      }
      assertThat(client.chunk(new byte[0]).reply(true).status()).isEqualTo(413);
    }
  }

  @Test
  void whoMayNotReadIsToldNothing() throws Exception {
    try (DoorClient client = fixture.client(fixture.bob())) {
      assertThat(client.ask("PROPFIND", open.target(), "Depth: 0").status()).isEqualTo(403);
    }
    Open gone = fixture.pin("vanished");
    Files.createDirectory(fixture.root.resolve("directory"));
    Open directory = fixture.pin("directory");
    try (DoorClient client = fixture.client(fixture.alice())) {
      for (String target :
          new String[] {
            gone.target(), directory.target(), "/" + open.id() + "/another-secret-22-letters/x", "/"
          }) {
        Reply reply = client.ask("PROPFIND", target, "Depth: 0");
        assertThat(reply.status()).as(target).isEqualTo(404);
        assertThat(reply.body()).as(target).isEqualTo(client.ask("GET", target).body());
      }
    }
  }

  @Test
  void anUploadIsThereOnceSomethingWasPut() throws Exception {
    Open upload = fixture.upload("new", null);
    try (DoorClient client = fixture.client(fixture.alice())) {
      assertThat(client.ask("PROPFIND", upload.target(), "Depth: 0").status()).isEqualTo(404);
      assertThat(client.put(upload.target(), CONTENT.getBytes(US_ASCII)).status()).isEqualTo(201);
      Document answer = parsed(client.ask("PROPFIND", upload.target(), "Depth: 0"));
      assertThat(only(answer, "href")).isEqualTo(upload.target());
      assertThat(only(answer, "getcontentlength")).isEqualTo("10");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/1/s/a%20b-._~c | /1/s/a%20b-._~c",
        "/1/s/<a>&\"b\" | /1/s/%3Ca%3E&amp;%22b%22",
        "/1/s/gr\u00fcn' | /1/s/gr%C3%BCn%27",
        "/1/s/\u0001]]> | /1/s/%01%5D%5D%3E"
      })
  void whateverAPathHoldsIsFitForXml(String path, String reference) {
    assertThat(Properties.reference(path)).isEqualTo(reference);
  }
}
