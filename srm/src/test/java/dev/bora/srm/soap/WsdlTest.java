// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.soap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;

/** Our WSDL against a digest of that of the SRM working group, made without our writer. */
class WsdlTest {
  private static final String ENDPOINT = "httpg://srm.example.org:8444/srm/managerv2?a&b";

  @Test
  void meansTheSameAsTheReference() throws Exception {
    Map<String, List<String>> reference = reference();
    Map<String, List<String>> ours = digest(parse(Wsdl.write(ENDPOINT)));

    assertThat(ours.keySet()).containsExactlyInAnyOrderElementsOf(reference.keySet());
    ours.forEach((thing, parts) ->
        assertThat(parts).as(thing).containsExactlyElementsOf(reference.get(thing)));
  }

  @Test
  void namesTheEndpoint() throws Exception {
    Element port = only(only(parse(Wsdl.write(ENDPOINT)), "service"), "port");

    assertThat(only(port, "address").getAttribute("location")).isEqualTo(ENDPOINT);
  }

  private static Map<String, List<String>> reference() throws IOException {
    Map<String, List<String>> blocks = new LinkedHashMap<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(WsdlTest.class.getResourceAsStream("srm-v2.2-digest.txt")),
                StandardCharsets.UTF_8))) {
      List<String> block = new ArrayList<>();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("  ")) {
          block.add(line.strip());
        } else if (!line.startsWith("#")) {
          block = new ArrayList<>();
          blocks.put(line, block);
        }
      }
    }
    return blocks;
  }

  private static Map<String, List<String>> digest(Element definitions) {
    Map<String, List<String>> blocks = new LinkedHashMap<>();
    blocks.put(
        "definitions %s %s"
            .formatted(
                definitions.getAttribute("name"), definitions.getAttribute("targetNamespace")),
        List.of());
    Element schema = only(only(definitions, "types"), "schema");
    assertThat(schema.getAttribute("elementFormDefault")).isEmpty();
    blocks.put("schema " + schema.getAttribute("targetNamespace") + " unqualified", List.of());
    for (Element type : children(schema)) {
      switch (type.getLocalName()) {
        case "import" -> blocks.put("import " + type.getAttribute("namespace"), List.of());
        case "simpleType" -> {
          Element restriction = only(type, "restriction");
          blocks.put(
              "enum " + type.getAttribute("name") + " " + qualified(restriction, "base"),
              children(restriction).stream().map(e -> e.getAttribute("value")).toList());
        }
        case "complexType" ->
            blocks.put(
                "type " + type.getAttribute("name"),
                children(only(type, "sequence")).stream().map(WsdlTest::field).toList());
        default -> throw new AssertionError("unexpected " + type.getLocalName());
      }
    }
    for (Element message : children(definitions, "message")) {
      blocks.put(
          "message " + message.getAttribute("name"),
          children(message, "part").stream()
              .map(part -> part.getAttribute("name") + " " + qualified(part, "type"))
              .toList());
    }
    portTypeAndBinding(definitions, blocks);
    Element service = only(definitions, "service");
    blocks.put(
        "service " + service.getAttribute("name"),
        children(service, "port").stream()
            .map(port -> port.getAttribute("name") + ": " + qualified(port, "binding"))
            .toList());
    return blocks;
  }

  private static void portTypeAndBinding(Element definitions, Map<String, List<String>> blocks) {
    Element portType = only(definitions, "portType");
    blocks.put(
        "portType " + portType.getAttribute("name"),
        children(portType, "operation").stream()
            .map(operation ->
                "%s: input %s, output %s"
                    .formatted(
                        operation.getAttribute("name"),
                        message(operation, "input"),
                        message(operation, "output")))
            .toList());
    Element binding = only(definitions, "binding");
    Element soap = only(binding, "binding");
    blocks.put(
        "binding %s %s %s %s"
            .formatted(
                binding.getAttribute("name"),
                qualified(binding, "type"),
                soap.getAttribute("style"),
                soap.getAttribute("transport")),
        children(binding).stream()
            .filter(e -> e.getLocalName().equals("operation"))
            .map(operation ->
                "%s: soapAction \"%s\", input %s, output %s"
                    .formatted(
                        operation.getAttribute("name"),
                        only(operation, "operation").getAttribute("soapAction"),
                        body(operation, "input"),
                        body(operation, "output")))
            .toList());
  }

  private static String field(Element element) {
    String max = element.getAttribute("maxOccurs");
    return "%s %s %s..%s%s"
        .formatted(
            element.getAttribute("name"),
            qualified(element, "type"),
            element.hasAttribute("minOccurs") ? element.getAttribute("minOccurs") : "1",
            max.equals("unbounded") ? "n" : max.isEmpty() ? "1" : max,
            element.getAttribute("nillable").equals("true") ? " nillable" : "");
  }

  private static String message(Element operation, String direction) {
    Element element = only(operation, direction);
    return element.getAttribute("name") + " " + qualified(element, "message");
  }

  private static String body(Element operation, String direction) {
    Element element = only(operation, direction);
    Element body = only(element, "body");
    return "%s %s %s %s"
        .formatted(
            element.getAttribute("name"),
            body.getAttribute("use"),
            body.getAttribute("encodingStyle")
                .replace("http://schemas.xmlsoap.org/soap/encoding/", "{encoding}"),
            body.getAttribute("namespace")
                .replace("http://srm.lbl.gov/StorageResourceManager", "{srm}"));
  }

  private static String qualified(Element element, String attribute) {
    String value = element.getAttribute(attribute);
    int colon = value.indexOf(':');
    String name = value.substring(colon + 1);
    return switch (element.lookupNamespaceURI(value.substring(0, colon))) {
      case "http://www.w3.org/2001/XMLSchema" -> "xsd:" + name;
      case "http://srm.lbl.gov/StorageResourceManager" -> "srm:" + name;
      default -> throw new AssertionError("unexpected namespace of " + value);
    };
  }

  private static Element parse(String wsdl) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    return factory
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(wsdl)))
        .getDocumentElement();
  }

  private static Element only(Element parent, String name) {
    List<Element> found = children(parent, name);
    assertThat(found).as(name).hasSize(1);
    return found.getFirst();
  }

  private static List<Element> children(Element parent, String name) {
    return children(parent).stream().filter(e -> e.getLocalName().equals(name)).toList();
  }

  private static List<Element> children(Element parent) {
    List<Element> found = new ArrayList<>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element) {
        found.add(element);
      }
    }
    return found;
  }
}
