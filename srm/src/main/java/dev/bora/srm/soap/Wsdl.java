// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.soap;

import com.ctc.wstx.api.WstxOutputProperties;
import com.ctc.wstx.stax.WstxOutputFactory;
import dev.bora.srm.soap.CompoundType.Field;
import dev.bora.srm.types.Operation;
import java.io.StringWriter;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Writes the WSDL of SRM v2.2 from the records: the same operations, messages, parts and types as
 * that of the SRM working group.
 */
public final class Wsdl {
  private static final String WSDL = "http://schemas.xmlsoap.org/wsdl/";
  private static final String WSDL_SOAP = "http://schemas.xmlsoap.org/wsdl/soap/";
  private static final String HTTP_TRANSPORT = "http://schemas.xmlsoap.org/soap/http";
  private static final String PORT_TYPE = "ISRM";
  private static final String BINDING = "srmSoapBinding";

  private final XMLStreamWriter xml;
  private int level;

  private Wsdl(XMLStreamWriter xml) {
    this.xml = xml;
  }

  /**
   * Writes the WSDL.
   *
   * @param endpointUrl where the service is to be found
   */
  public static String write(String endpointUrl) {
    StringWriter text = new StringWriter();
    WstxOutputFactory factory = new WstxOutputFactory();
    factory.setProperty(WstxOutputProperties.P_USE_DOUBLE_QUOTES_IN_XML_DECL, true);
    try {
      XMLStreamWriter xml = factory.createXMLStreamWriter(text);
      xml.writeStartDocument("UTF-8", "1.0");
      new Wsdl(xml).definitions(endpointUrl);
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("the WSDL could not be written", e);
    }
    return text.toString();
  }

  private void definitions(String endpointUrl) throws XMLStreamException {
    newLine();
    xml.writeStartElement("wsdl", "definitions", WSDL);
    level++;
    xml.writeNamespace("wsdl", WSDL);
    xml.writeNamespace("wsdlsoap", WSDL_SOAP);
    xml.writeNamespace("xsd", Namespaces.XML_SCHEMA);
    xml.writeNamespace("impl", Namespaces.SRM);
    attributes("name", "StorageResourceManager", "targetNamespace", Namespaces.SRM);
    types();
    for (Operation operation : Operation.values()) {
      message(Schema.of(operation.requestType()));
      message(Schema.of(operation.responseType()));
    }
    portType();
    binding();
    service(endpointUrl);
    end();
  }

  private void types() throws XMLStreamException {
    startWsdl("types");
    startXsd("schema", "targetNamespace", Namespaces.SRM);
    emptyXsd("import", "namespace", Namespaces.SOAP_ENCODING);
    for (ValueType type : Schema.types()) {
      switch (type) {
        case EnumerationType enumeration -> enumeration(enumeration);
        case CompoundType compound -> compound(compound);
        case ArrayType array -> array(array);
        case ScalarType scalar ->
            throw new IllegalStateException(scalar + " is of XML Schema, not of SRM");
      }
    }
    end();
    end();
  }

  private void enumeration(EnumerationType type) throws XMLStreamException {
    startXsd("simpleType", "name", type.xmlName());
    startXsd("restriction", "base", "xsd:string");
    for (String name : type.names()) {
      emptyXsd("enumeration", "value", name);
    }
    end();
    end();
  }

  private void compound(CompoundType type) throws XMLStreamException {
    startXsd("complexType", "name", type.xmlName());
    startXsd("sequence");
    for (Field field : type.fields()) {
      startXsd("element", "name", field.name());
      if (field.optional() && !field.writtenNil()) {
        attributes("minOccurs", "0", "maxOccurs", "1");
      }
      if (field.nillable()) {
        attributes("nillable", "true");
      }
      attributes("type", qualified(field.type()));
      endEmpty();
    }
    end();
    end();
  }

  private void array(ArrayType type) throws XMLStreamException {
    startXsd("complexType", "name", type.xmlName());
    startXsd("sequence");
    startXsd("element", "name", type.itemName(), "maxOccurs", "unbounded");
    if (type.itemNillable()) {
      attributes("nillable", "true");
    }
    attributes("type", qualified(type.itemType()));
    endEmpty();
    end();
    end();
  }

  private static String qualified(ValueType type) {
    return (type instanceof ScalarType ? "xsd:" : "impl:") + type.xmlName();
  }

  private void message(CompoundType part) throws XMLStreamException {
    startWsdl("message", "name", part.xmlName());
    startWsdl("part", "name", part.xmlName(), "type", qualified(part));
    endEmpty();
    end();
  }

  private void portType() throws XMLStreamException {
    startWsdl("portType", "name", PORT_TYPE);
    for (Operation operation : Operation.values()) {
      String request = Schema.of(operation.requestType()).xmlName();
      String response = Schema.of(operation.responseType()).xmlName();
      startWsdl("operation", "name", operation.wsdlName());
      startWsdl("input", "name", request, "message", "impl:" + request);
      endEmpty();
      startWsdl("output", "name", response, "message", "impl:" + response);
      endEmpty();
      end();
    }
    end();
  }

  private void binding() throws XMLStreamException {
    startWsdl("binding", "name", BINDING, "type", "impl:" + PORT_TYPE);
    emptySoap("binding", "style", "rpc", "transport", HTTP_TRANSPORT);
    for (Operation operation : Operation.values()) {
      startWsdl("operation", "name", operation.wsdlName());
      emptySoap("operation", "soapAction", "");
      encodedBody("input", Schema.of(operation.requestType()));
      encodedBody("output", Schema.of(operation.responseType()));
      end();
    }
    end();
  }

  private void encodedBody(String direction, CompoundType message) throws XMLStreamException {
    startWsdl(direction, "name", message.xmlName());
    emptySoap(
        "body",
        "use",
        "encoded",
        "encodingStyle",
        Namespaces.SOAP_ENCODING,
        "namespace",
        Namespaces.SRM);
    end();
  }

  private void service(String endpointUrl) throws XMLStreamException {
    startWsdl("service", "name", "SRMService");
    startWsdl("port", "name", "srm", "binding", "impl:" + BINDING);
    emptySoap("address", "location", XmlText.legal(endpointUrl));
    end();
    end();
  }

  private void startWsdl(String name, String... attributes) throws XMLStreamException {
    start("wsdl", name, WSDL, attributes);
  }

  private void startXsd(String name, String... attributes) throws XMLStreamException {
    start("xsd", name, Namespaces.XML_SCHEMA, attributes);
  }

  private void emptyXsd(String name, String... attributes) throws XMLStreamException {
    startXsd(name, attributes);
    endEmpty();
  }

  private void emptySoap(String name, String... attributes) throws XMLStreamException {
    start("wsdlsoap", name, WSDL_SOAP, attributes);
    endEmpty();
  }

  private void start(String prefix, String name, String namespace, String... attributes)
      throws XMLStreamException {
    newLine();
    level++;
    xml.writeStartElement(prefix, name, namespace);
    attributes(attributes);
  }

  private void attributes(String... namesAndValues) throws XMLStreamException {
    for (int i = 0; i < namesAndValues.length; i += 2) {
      xml.writeAttribute(namesAndValues[i], namesAndValues[i + 1]);
    }
  }

  private void endEmpty() throws XMLStreamException {
    level--;
    xml.writeEndElement();
  }

  private void end() throws XMLStreamException {
    level--;
    newLine();
    xml.writeEndElement();
  }

  private void newLine() throws XMLStreamException {
    xml.writeCharacters("\n" + " ".repeat(level));
  }
}
