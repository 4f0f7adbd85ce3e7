// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.soap;

import com.ctc.wstx.api.WstxOutputProperties;
import com.ctc.wstx.stax.WstxOutputFactory;
import java.io.ByteArrayOutputStream;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Writes SOAP 1.1 envelopes in the form that gSOAP, Axis and ARC all take: a wrapper in the SRM
 * namespace, in it the part, and everything below unqualified and without xsi:type.
 */
final class EnvelopeWriter {
  private static final String SOAP_PREFIX = "soapenv";
  private static final String SRM_PREFIX = "ns1";
  private static final int USUAL_BYTES = 2048;
  private static final WstxOutputFactory FACTORY = factory();

  private EnvelopeWriter() {}

  private static WstxOutputFactory factory() {
    WstxOutputFactory factory = new WstxOutputFactory();
    factory.setProperty(WstxOutputProperties.P_USE_DOUBLE_QUOTES_IN_XML_DECL, true);
    return factory;
  }

  /** What goes into the body. */
  private interface Content {
    void write(XMLStreamWriter xml) throws XMLStreamException;
  }

  static byte[] write(String wrapper, CompoundType type, Object record) {
    return envelope(xml -> {
      xml.writeStartElement(SRM_PREFIX, wrapper, Namespaces.SRM);
      xml.writeAttribute(
          SOAP_PREFIX, Namespaces.SOAP_ENVELOPE, "encodingStyle", Namespaces.SOAP_ENCODING);
      xml.writeNamespace(SRM_PREFIX, Namespaces.SRM);
      new ValueWriter(xml).write(type.xmlName(), type, record);
      xml.writeEndElement();
    });
  }

  static byte[] writeFault(FaultCode code, String explanation) {
    return envelope(xml -> {
      xml.writeStartElement(SOAP_PREFIX, "Fault", Namespaces.SOAP_ENVELOPE);
      xml.writeStartElement("faultcode");
      xml.writeCharacters(SOAP_PREFIX + ":" + code.localName());
      xml.writeEndElement();
      xml.writeStartElement("faultstring");
      xml.writeCharacters(XmlText.legal(explanation));
      xml.writeEndElement();
      xml.writeEndElement();
    });
  }

  private static byte[] envelope(Content content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_BYTES);
    try {
      XMLStreamWriter xml = FACTORY.createXMLStreamWriter(bytes, "UTF-8");
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeStartElement(SOAP_PREFIX, "Envelope", Namespaces.SOAP_ENVELOPE);
      xml.writeNamespace(SOAP_PREFIX, Namespaces.SOAP_ENVELOPE);
      xml.writeNamespace("xsd", Namespaces.XML_SCHEMA);
      xml.writeNamespace("xsi", Namespaces.XML_SCHEMA_INSTANCE);
      xml.writeStartElement(SOAP_PREFIX, "Body", Namespaces.SOAP_ENVELOPE);
      content.write(xml);
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("a message could not be written", e);
    }
    return bytes.toByteArray();
  }
}
