// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.rpc.Calls;
import dev.bora.rpc.RawHttp;
import dev.bora.rpc.ScriptedBackend;
import dev.bora.rpc.SerialMark;
import dev.bora.rpc.Trap;
import dev.bora.rpc.wire.PlainTypeFactory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.apache.xmlrpc.common.TypeFactory;
import org.apache.xmlrpc.common.TypeFactoryImpl;
import org.apache.xmlrpc.common.XmlRpcHttpRequestConfigImpl;
import org.apache.xmlrpc.parser.XmlRpcRequestParser;
import org.apache.xmlrpc.server.XmlRpcServer;
import org.apache.xmlrpc.util.SAXParsers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.XMLReader;

/**
 * The known holes of Apache XML-RPC 3.1.3, tried against a backend. Each attack is first shown to
 * work on the library as it is; the JVM has no serial filter that would stop it.
 */
@Tag("without-serial-filter")
class ServerCveTest {

  private final ScriptedBackend backend = ScriptedBackend.named("be1");
  private BackendServer server;

  @BeforeEach
  void start() throws IOException {
    SerialMark.takeMarks();
    server =
        BackendServer.startWithoutSerialFilter(
            BackendServerConfig.of("127.0.0.1", 0, "be1"), backend, Calls.SECRET);
  }

  @AfterEach
  void stop() {
    assertThat(backend.seen()).isEmpty();
    server.close();
  }

  @Test
  void cve20165002ExternalDtd() throws Exception {
    try (Trap trap = new Trap()) {
      String document =
          "<!DOCTYPE methodCall SYSTEM \""
              + trap.url()
              + "\"><methodCall><methodName>bora.ping</methodName></methodCall>";
      SAXParsers.newXMLReader().parse(new InputSource(new StringReader(document)));
      assertThat(trap.visits()).as("the library follows it").isEqualTo(1);

      assertThat(post(document)).startsWith("HTTP/1.1 400 ");
      assertThat(post("<?xml version=\"1.0\"?>\n<!-- x -->" + document))
          .startsWith("HTTP/1.1 400 ");
      assertThat(trap.visits()).isEqualTo(1);
    }
  }

  /** In another encoding the declaration does not show, but neither is it read. */
  @Test
  void cve20165002ExternalDtdInUtf16() throws Exception {
    try (Trap trap = new Trap()) {
      String document =
          "<?xml version=\"1.0\" encoding=\"UTF-16\"?><!DOCTYPE methodCall SYSTEM \""
              + trap.url()
              + "\"><methodCall><methodName>bora.ping</methodName></methodCall>";
      byte[] body = document.getBytes(StandardCharsets.UTF_16);
      SAXParsers.newXMLReader().parse(new InputSource(new ByteArrayInputStream(body)));
      assertThat(trap.visits()).as("the library follows it").isEqualTo(1);

      assertThat(post(body, "Content-Type: text/xml;charset=utf-16"))
          .contains("not a well-formed XML-RPC call");
      assertThat(trap.visits()).isEqualTo(1);
    }
  }

  @Test
  void cve20165002EntityExpansion() throws IOException {
    String bomb =
        "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>"
            + "<methodCall><methodName>&b;</methodName></methodCall>";
    assertThat(post(bomb)).startsWith("HTTP/1.1 400 ");
  }

  @Test
  void cve20165003Serializable() throws Exception {
    String call =
        "<methodCall xmlns:ex=\"http://ws.apache.org/xmlrpc/namespaces/extensions\">"
            + "<methodName>bora.ping</methodName><params><param><value><ex:serializable>"
            + SerialMark.serialised()
            + "</ex:serializable></value></param></params></methodCall>";
    parseWithExtensions(call, new TypeFactoryImpl(new XmlRpcServer()));
    assertThat(SerialMark.takeMarks()).as("the library deserialises it").isEqualTo(1);

    assertThat(post(call)).contains("not a well-formed XML-RPC call");
    assertThat(SerialMark.takeMarks()).isZero();

    // Even if somebody switched extensions on.
    boolean refused = false;
    try {
      parseWithExtensions(call, new PlainTypeFactory(new XmlRpcServer()));
    } catch (SAXException unknownType) {
      refused = true;
    }
    assertThat(refused).isTrue();
    assertThat(SerialMark.takeMarks()).isZero();
  }

  @Test
  void cve20165004CompressedBomb() throws IOException {
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
      byte[] zeros = new byte[1 << 20];
      for (int mebibytes = 0; mebibytes < 512; mebibytes++) {
        gzip.write(zeros);
      }
    }
    assertThat(post(bomb.toByteArray(), "Content-Encoding: gzip")).startsWith("HTTP/1.1 415 ");
    assertThat(post(bomb.toByteArray(), "Content-Encoding: identity")).startsWith("HTTP/1.1 415 ");
    assertThat(post(bomb.toByteArray(), "Transfer-Encoding: gzip")).startsWith("HTTP/1.1 4");
    assertThat(post(bomb.toByteArray(), "Accept-Encoding: gzip"))
        .contains("not a well-formed XML-RPC call");
  }

  private static void parseWithExtensions(String call, TypeFactory types) throws Exception {
    XmlRpcHttpRequestConfigImpl config = new XmlRpcHttpRequestConfigImpl();
    config.setEnabledForExtensions(true);
    XMLReader reader = SAXParsers.newXMLReader();
    reader.setContentHandler(new XmlRpcRequestParser(config, types));
    reader.parse(new InputSource(new StringReader(call)));
  }

  private String post(String body) throws IOException {
    return post(body.getBytes(StandardCharsets.UTF_8));
  }

  private String post(byte[] body, String... headers) throws IOException {
    StringBuilder head =
        new StringBuilder("POST /RPC2 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n")
            .append(RawHttp.secret())
            .append("\r\n");
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    head.append("Content-Length: ").append(body.length).append("\r\n\r\n");
    try (RawHttp http = new RawHttp(server.port())) {
      http.send(head.toString());
      return http.sendAsFarAsWanted(body).readToEnd();
    }
  }
}
