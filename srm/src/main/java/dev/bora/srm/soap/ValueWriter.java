// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.soap;

import dev.bora.srm.soap.CompoundType.Field;
import java.util.List;
import java.util.Objects;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/**
 * Writes records as elements, unqualified and in the order of the WSDL. What is null is left out;
 * an empty list is written as an empty element.
 */
final class ValueWriter {
  private final XMLStreamWriter xml;

  ValueWriter(XMLStreamWriter xml) {
    this.xml = xml;
  }

  void write(String name, ValueType type, Object value) throws XMLStreamException {
    xml.writeStartElement(name);
    switch (type) {
      case ScalarType scalar -> xml.writeCharacters(XmlText.legal(scalar.format(value)));
      case EnumerationType _ -> xml.writeCharacters(((Enum<?>) value).name());
      case CompoundType compound -> {
        for (Field field : compound.fields()) {
          writeField(compound, field, read(field, value));
        }
      }
      case ArrayType array -> {
        for (Object item : (List<?>) value) {
          write(array.itemName(), array.itemType(), item);
        }
      }
    }
    xml.writeEndElement();
  }

  private void writeField(CompoundType owner, Field field, @Nullable Object value)
      throws XMLStreamException {
    if (value == null && field.writtenNil()) {
      xml.writeStartElement(field.name());
      xml.writeAttribute("xsi", Namespaces.XML_SCHEMA_INSTANCE, "nil", "true");
      xml.writeEndElement();
    } else if (value != null || !field.optional()) {
      write(
          field.name(),
          field.type(),
          Objects.requireNonNull(value, () -> owner.xmlName() + " lacks " + field.name()));
    }
  }

  private static @Nullable Object read(Field field, Object record) {
    try {
      return field.accessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read " + field.name(), e);
    }
  }
}
