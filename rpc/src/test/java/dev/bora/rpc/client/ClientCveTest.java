// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bora.rpc.Calls;
import dev.bora.rpc.SerialMark;
import dev.bora.rpc.Trap;
import dev.bora.rpc.contract.PingArgs;
import dev.bora.rpc.wire.PlainTypeFactory;
import java.io.IOException;
import java.io.StringReader;
import org.apache.xmlrpc.client.XmlRpcClient;
import org.apache.xmlrpc.client.XmlRpcClientConfigImpl;
import org.apache.xmlrpc.common.TypeFactory;
import org.apache.xmlrpc.common.TypeFactoryImpl;
import org.apache.xmlrpc.parser.XmlRpcResponseParser;
import org.apache.xmlrpc.util.SAXParsers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.XMLReader;

/**
 * The known holes of Apache XML-RPC 3.1.3, tried by a hostile backend against a frontend. Each
 * attack is first shown to work on the library as it is; the JVM has no serial filter.
 */
@Tag("without-serial-filter")
class ClientCveTest {

  @BeforeEach
  void forgetMarks() {
    SerialMark.takeMarks();
  }

  @Test
  void cve201917570FaultCause() throws Exception {
    String fault =
        "<methodResponse><fault><value><struct>"
            + "<member><name>faultCode</name><value><int>0</int></value></member>"
            + "<member><name>faultString</name><value>x</value></member>"
            + "<member><name>faultCause</name><value><base64>"
            + SerialMark.serialised()
            + "</base64></value></member></struct></value></fault></methodResponse>";
    parse(fault, false, new TypeFactoryImpl(new XmlRpcClient()));
    assertThat(SerialMark.takeMarks()).as("the library deserialises it").isEqualTo(1);

    assertHarmless(fault);
    // As a string it is a member that nobody knows.
    String text = fault.replace("<base64>", "<string>").replace("</base64>", "</string>");
    try (FakeBackend backend = FakeBackend.ok(text);
        BackendClient client = Clients.client(backend.port(), 1)) {
      assertThatThrownBy(() -> client.calls().ping(Calls.context(), new PingArgs()))
          .isInstanceOf(BackendFaultException.class);
    }
    assertThat(SerialMark.takeMarks()).isZero();
  }

  @Test
  void cve20165003Serializable() throws Exception {
    String reply =
        "<methodResponse xmlns:ex=\"http://ws.apache.org/xmlrpc/namespaces/extensions\">"
            + "<params><param><value><ex:serializable>"
            + SerialMark.serialised()
            + "</ex:serializable></value></param></params></methodResponse>";
    parse(reply, true, new TypeFactoryImpl(new XmlRpcClient()));
    assertThat(SerialMark.takeMarks()).as("the library deserialises it").isEqualTo(1);

    assertHarmless(reply);
    assertThatThrownBy(() -> parse(reply, true, new PlainTypeFactory(new XmlRpcClient())))
        .isInstanceOf(SAXException.class);
    assertThat(SerialMark.takeMarks()).isZero();
  }

  @Test
  void cve20165002ExternalDtd() throws Exception {
    try (Trap trap = new Trap()) {
      String reply =
          "<!DOCTYPE methodResponse SYSTEM \""
              + trap.url()
              + "\"><methodResponse><params><param><value>x</value></param></params></methodResponse>";
      parse(reply, false, new TypeFactoryImpl(new XmlRpcClient()));
      assertThat(trap.visits()).as("the library follows it").isEqualTo(1);

      assertHarmless(reply);
      assertThat(trap.visits()).isEqualTo(1);
    }
  }

  @Test
  void cve20165004CompressedBomb() throws IOException {
    try (FakeBackend backend = FakeBackend.ok("whatever it is", "Content-Encoding: gzip");
        BackendClient client = Clients.client(backend.port(), 1)) {
      assertThatThrownBy(() -> client.calls().ping(Calls.context(), new PingArgs()))
          .isInstanceOf(BackendProtocolException.class)
          .hasMessage("the answer is not understood: its body is encoded");
    }
  }

  private static void assertHarmless(String reply) throws IOException {
    try (FakeBackend backend = FakeBackend.ok(reply);
        BackendClient client = Clients.client(backend.port(), 1)) {
      assertThatThrownBy(() -> client.calls().ping(Calls.context(), new PingArgs()))
          .isInstanceOf(BackendProtocolException.class);
    }
    assertThat(SerialMark.takeMarks()).isZero();
  }

  private static void parse(String reply, boolean extensions, TypeFactory types) throws Exception {
    XmlRpcClientConfigImpl config = new XmlRpcClientConfigImpl();
    config.setEnabledForExtensions(extensions);
    XMLReader reader = SAXParsers.newXMLReader();
    reader.setContentHandler(new XmlRpcResponseParser(config, types));
    reader.parse(new InputSource(new StringReader(reply)));
  }
}
