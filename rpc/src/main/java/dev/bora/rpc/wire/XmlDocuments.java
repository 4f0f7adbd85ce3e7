// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc.wire;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParser;
import javax.xml.parsers.SAXParserFactory;
import org.xml.sax.ContentHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.XMLReader;

/** Reads XML from the other end: UTF-8, no DTD, nothing fetched, bounded depth. */
public final class XmlDocuments {

  private static final byte[] DOCTYPE = {'<', '!', 'D', 'O', 'C', 'T', 'Y', 'P', 'E'};
  private static final SAXParserFactory PARSERS = parsers();

  private XmlDocuments() {}

  /**
   * Whether a document shows a document type declaration anywhere. The parser refuses one too; this
   * keeps it from seeing one.
   *
   * @param document a document in UTF-8
   * @return whether there is one, or what looks like one
   */
  public static boolean hasDoctype(byte[] document) {
    for (int start = 0; start <= document.length - DOCTYPE.length; start++) {
      if (document[start] == '<' && matches(document, start)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Reads a document.
   *
   * @param document its bytes, in UTF-8 whatever it declares
   * @param handler told what is in it
   * @throws SAXException if it is not well-formed, has a document type, is nested more than 100
   *     elements deep, or the handler refuses it
   */
  public static void read(byte[] document, ContentHandler handler) throws SAXException {
    InputSource source = new InputSource(new ByteArrayInputStream(document));
    source.setEncoding("UTF-8");
    try {
      XMLReader reader = newParser().getXMLReader();
      reader.setContentHandler(handler);
      reader.parse(source);
    } catch (IOException malformed) {
      // Reading from memory, this is a malformed UTF-8 sequence.
      throw new SAXException(malformed);
    }
  }

  private static boolean matches(byte[] document, int start) {
    for (int index = 0; index < DOCTYPE.length; index++) {
      if (document[start + index] != DOCTYPE[index]) {
        return false;
      }
    }
    return true;
  }

  private static SAXParser newParser() throws SAXException {
    try {
      SAXParser parser = PARSERS.newSAXParser();
      parser.setProperty("jdk.xml.maxElementDepth", "100");
      // Bodies are bounded; the JDK counts references to & and < as well.
      parser.setProperty("jdk.xml.totalEntitySizeLimit", "0");
      parser.setProperty("jdk.xml.maxGeneralEntitySizeLimit", "0");
      return parser;
    } catch (ParserConfigurationException impossible) {
      throw new IllegalStateException("the JDK has no XML parser", impossible);
    }
  }

  private static SAXParserFactory parsers() {
    // Not newInstance: another parser on the class path would not know these features.
    SAXParserFactory factory = SAXParserFactory.newDefaultNSInstance();
    try {
      factory.setFeature("http://javax.xml.XMLConstants/feature/secure-processing", true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
      factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
      factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
      factory.setXIncludeAware(false);
    } catch (ParserConfigurationException | SAXException impossible) {
      throw new IllegalStateException("the JDK's XML parser cannot be hardened", impossible);
    }
    return factory;
  }
}
