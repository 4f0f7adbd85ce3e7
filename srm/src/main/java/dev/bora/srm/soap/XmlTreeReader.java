// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.soap;

import com.ctc.wstx.api.WstxInputProperties;
import com.ctc.wstx.stax.WstxInputFactory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.codehaus.stax2.XMLInputFactory2;
import org.jspecify.annotations.Nullable;

/** Reads XML, without document type or entities, and within limits. */
final class XmlTreeReader {
  private final SoapLimits limits;
  private final WstxInputFactory factory = new WstxInputFactory();

  XmlTreeReader(SoapLimits limits) {
    this.limits = limits;
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
    // Else what is wrong with a text would come as an unchecked exception, when the text is asked
    // for.
    factory.setProperty(XMLInputFactory2.P_LAZY_PARSING, false);
    factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTES_PER_ELEMENT, limits.attributes());
    factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTE_SIZE, limits.textLength());
  }

  /**
   * Reads a document.
   *
   * @param charset the character set that the transport declares, which goes before that of the XML
   *     declaration; a byte order mark goes before both (RFC 7303, 3)
   */
  XmlTree read(byte[] document, @Nullable String charset) throws MalformedSoapException {
    Charset declared = charset == null ? null : charsetNamed(charset);
    try {
      XMLStreamReader xml = open(document, declared);
      try {
        return new Pass(xml).run();
      } finally {
        xml.close();
      }
    } catch (XMLStreamException e) {
      throw new MalformedSoapException(explanation(e), e);
    }
  }

  // The parser's own message may quote the input at length: the place is enough.
  private static String explanation(XMLStreamException e) {
    if (e.getNestedException() instanceof IOException) {
      return "The message has bytes that its character set does not have";
    }
    Location place = e.getLocation();
    return place == null
        ? "The message is not well-formed XML"
        : "The message is not well-formed XML at line %d, column %d"
            .formatted(place.getLineNumber(), place.getColumnNumber());
  }

  private static Charset charsetNamed(String name) throws MalformedSoapException {
    try {
      return Charset.forName(name);
    } catch (IllegalArgumentException e) {
      throw new MalformedSoapException("The character set of the message is not known", e);
    }
  }

  private XMLStreamReader open(byte[] document, @Nullable Charset declared)
      throws XMLStreamException {
    InputStream bytes = new ByteArrayInputStream(document);
    if (declared == null || startsWithByteOrderMark(document)) {
      return factory.createXMLStreamReader(bytes);
    }
    if (declared.equals(StandardCharsets.UTF_8)) {
      return factory.createXMLStreamReader(bytes, "UTF-8");
    }
    return factory.createXMLStreamReader(
        new InputStreamReader(
            bytes,
            declared
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)));
  }

  private static boolean startsWithByteOrderMark(byte[] document) {
    int first = document.length < 2 ? 0 : (document[0] & 0xff) << 8 | (document[1] & 0xff);
    return first == 0xfeff
        || first == 0xfffe
        || (first == 0xefbb && document.length > 2 && (document[2] & 0xff) == 0xbf);
  }

  /** One reading of one document. */
  private final class Pass {
    private final XMLStreamReader xml;
    private final Map<String, XmlElement> byId = new HashMap<>();
    private final Deque<XmlElement> open = new ArrayDeque<>();
    private final Deque<XmlElement> lastChildren = new ArrayDeque<>();
    private final StringBuilder text = new StringBuilder();
    private int elements;

    Pass(XMLStreamReader xml) {
      this.xml = xml;
    }

    XmlTree run() throws XMLStreamException, MalformedSoapException {
      XmlElement root = null;
      while (xml.hasNext()) {
        switch (xml.next()) {
          case XMLStreamConstants.START_ELEMENT -> {
            XmlElement element = start();
            root = root == null ? element : root;
          }
          case XMLStreamConstants.END_ELEMENT -> end();
          case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
              characters();
          case XMLStreamConstants.DTD ->
              throw new MalformedSoapException("A SOAP message has no document type (DOCTYPE)");
          case XMLStreamConstants.ENTITY_REFERENCE ->
              throw new MalformedSoapException("A SOAP message has no entities");
          default -> {
            // Comments and processing instructions say nothing to us.
          }
        }
      }
      if (root == null) {
        throw new MalformedSoapException("The message is empty");
      }
      return new XmlTree(root, byId);
    }

    private XmlElement start() throws MalformedSoapException {
      if (++elements > limits.elements()) {
        throw new MalformedSoapException(
            "The message has more than " + limits.elements() + " elements");
      }
      if (open.size() >= limits.depth()) {
        throw new MalformedSoapException(
            "The message nests more than " + limits.depth() + " elements");
      }
      String namespace = xml.getNamespaceURI();
      XmlElement element = new XmlElement(namespace == null ? "" : namespace, xml.getLocalName());
      attributes(element);
      append(element);
      text.setLength(0);
      return element;
    }

    private void append(XmlElement element) {
      XmlElement parent = open.peek();
      if (parent != null) {
        if (parent.firstChild == null) {
          parent.firstChild = element;
        } else {
          lastChildren.pop().nextSibling = element;
        }
        lastChildren.push(element);
      }
      open.push(element);
    }

    private void end() {
      XmlElement element = open.pop();
      if (element.firstChild == null) {
        element.text = text.toString();
      } else {
        lastChildren.pop();
      }
      text.setLength(0);
    }

    private void characters() throws MalformedSoapException {
      if (text.length() + xml.getTextLength() > limits.textLength()) {
        throw new MalformedSoapException(
            "A value is longer than " + limits.textLength() + " characters");
      }
      text.append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
    }

    private void attributes(XmlElement element) throws MalformedSoapException {
      for (int i = 0; i < xml.getAttributeCount(); i++) {
        String namespace = xml.getAttributeNamespace(i);
        String value = xml.getAttributeValue(i);
        switch (xml.getAttributeLocalName(i)) {
          case "nil", "null" -> {
            if (Namespaces.XML_SCHEMA_INSTANCE.equals(namespace)) {
              element.nil = isTrue(value);
            }
          }
          case "mustUnderstand" -> element.mustUnderstand = isTrue(value);
          case "href" -> element.href = isUnqualified(namespace) ? value : element.href;
          case "id" -> {
            if (isUnqualified(namespace) && byId.put(value, element) != null) {
              throw new MalformedSoapException("Two elements have the same id");
            }
          }
          default -> {
            // xsi:type, encodingStyle and others: the operation tells all types.
          }
        }
      }
    }

    private static boolean isTrue(String value) {
      String trimmed = value.strip();
      return trimmed.equals("true") || trimmed.equals("1");
    }

    private static boolean isUnqualified(@Nullable String namespace) {
      return namespace == null || namespace.isEmpty();
    }
  }
}
