// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.soap;

import dev.bora.srm.soap.CompoundType.Field;
import dev.bora.srm.types.Operation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes the records of one message from its elements. Children may come in any order and namespace;
 * those that are not known are skipped; nil is absent, also as an item of an array, where it is
 * dropped; {@code href} is followed wherever it stands. An optional value with an empty text is
 * absent, unless it is a string.
 */
final class ValueReader {
  private static final int SHOWN_LENGTH = 80;

  private final Operation operation;
  private final XmlTree tree;
  private final SoapLimits limits;
  private int visited;
  private int depth;

  ValueReader(Operation operation, XmlTree tree, SoapLimits limits) {
    this.operation = operation;
    this.tree = tree;
    this.limits = limits;
  }

  /** Reads a request or response from its part; one that is absent counts as empty. */
  Object read(CompoundType type, @Nullable XmlElement part) throws InvalidMessageException {
    XmlElement element = part == null ? null : resolve(part);
    return compound(type, element == null ? new XmlElement("", type.xmlName()) : element);
  }

  /** Follows {@code href}; null when there is nothing at its end. */
  private @Nullable XmlElement resolve(XmlElement start) throws InvalidMessageException {
    XmlElement element = start;
    for (String href = element.href; href != null && !element.nil; href = element.href) {
      count();
      XmlElement target = href.startsWith("#") ? tree.byId().get(href.substring(1)) : null;
      if (target == null) {
        throw invalid(
            "%s has the href '%s', which no element of the message has for its id"
                .formatted(start.name, shown(href)));
      }
      element = target;
    }
    return element.nil ? null : element;
  }

  private Object compound(CompoundType type, XmlElement element) throws InvalidMessageException {
    requireNoText(type.xmlName(), element, "fields");
    enter();
    Map<String, XmlElement> children = new HashMap<>();
    for (XmlElement child = element.firstChild; child != null; child = child.nextSibling) {
      if (children.put(child.name, child) != null && isField(type, child.name)) {
        throw invalid("%s has %s more than once".formatted(type.xmlName(), child.name));
      }
    }
    List<Field> fields = type.fields();
    @Nullable Object[] values = new Object[fields.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = field(type, fields.get(i), children.get(fields.get(i).name()));
    }
    depth--;
    return type.construct(values);
  }

  private void requireNoText(String name, XmlElement element, String instead)
      throws InvalidMessageException {
    if (!element.text.isBlank()) {
      throw invalid(
          "%s is '%s', where its %s should be".formatted(name, shown(element.text), instead));
    }
  }

  private static boolean isField(CompoundType type, String name) {
    return type.fields().stream().anyMatch(field -> field.name().equals(name));
  }

  private @Nullable Object field(CompoundType owner, Field field, @Nullable XmlElement child)
      throws InvalidMessageException {
    XmlElement element = child == null ? null : resolve(child);
    if (element == null || (field.optional() && isEmptyValue(field.type(), element))) {
      if (field.optional()) {
        return null;
      }
      throw invalid("%s lacks %s".formatted(owner.xmlName(), field.name()));
    }
    return value(field.name(), field.type(), element);
  }

  private static boolean isEmptyValue(ValueType type, XmlElement element) {
    return switch (type) {
      case ScalarType scalar ->
          scalar != ScalarType.STRING && element.firstChild == null && element.text.isBlank();
      case EnumerationType _ -> element.firstChild == null && element.text.isBlank();
      case CompoundType _, ArrayType _ -> false;
    };
  }

  private Object value(String name, ValueType type, XmlElement element)
      throws InvalidMessageException {
    count();
    return switch (type) {
      case ScalarType scalar -> scalar(name, scalar, textOf(name, element));
      case EnumerationType enumeration -> {
        String text = textOf(name, element).strip();
        try {
          yield enumeration.parse(text);
        } catch (IllegalArgumentException e) {
          throw unreadable(name, text, e);
        }
      }
      case CompoundType compound -> compound(compound, element);
      case ArrayType array -> array(name, array, element);
    };
  }

  private Object scalar(String name, ScalarType type, String text) throws InvalidMessageException {
    boolean verbatim = type == ScalarType.STRING || type == ScalarType.ANY_URI;
    try {
      return type.parse(verbatim ? text : text.strip());
    } catch (IllegalArgumentException e) {
      throw unreadable(name, text.strip(), e);
    }
  }

  private String textOf(String name, XmlElement element) throws InvalidMessageException {
    if (element.firstChild != null) {
      throw invalid(
          "%s has the element %s in it, where a text should be"
              .formatted(name, shown(element.firstChild.name)));
    }
    return element.text;
  }

  private List<Object> array(String name, ArrayType type, XmlElement element)
      throws InvalidMessageException {
    requireNoText(name, element, "items");
    enter();
    List<Object> items = new ArrayList<>();
    for (XmlElement child = element.firstChild; child != null; child = child.nextSibling) {
      XmlElement item = child.name.equals(type.itemName()) ? resolve(child) : null;
      if (item == null) {
        continue;
      }
      if (items.size() == limits.arrayItems()) {
        throw invalid("%s has more than %d items".formatted(name, limits.arrayItems()));
      }
      items.add(value(type.itemName(), type.itemType(), item));
    }
    depth--;
    return items;
  }

  // By href one element may stand in many places, and even in itself: its visits are counted.
  private void count() throws InvalidMessageException {
    if (++visited > limits.elements()) {
      throw invalid("The message has more than %d elements".formatted(limits.elements()));
    }
  }

  private void enter() throws InvalidMessageException {
    if (++depth > limits.depth()) {
      throw invalid("The message nests more than %d elements".formatted(limits.depth()));
    }
  }

  private InvalidMessageException unreadable(
      String name, String text, IllegalArgumentException reason) {
    return invalid(
        "%s '%s' %s".formatted(name, shown(text), Objects.requireNonNull(reason.getMessage())));
  }

  private InvalidMessageException invalid(String explanation) {
    return new InvalidMessageException(operation, explanation);
  }

  private static String shown(String text) {
    return text.length() <= SHOWN_LENGTH ? text : text.substring(0, SHOWN_LENGTH) + "...";
  }
}
