// SPDX-License-Identifier: Apache-2.0
package dev.bora.site.binding;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/** Writes records as the YAML that {@link Binder} would read them from, every value spelled out. */
public final class Printer {
  private final Scalars scalars;

  /** A printer for records whose values have these types. */
  public Printer(Scalars scalars) {
    this.scalars = scalars;
  }

  /** The same text for equal records, whatever file they came from. */
  public String print(Record section) {
    DumpSettings settings =
        DumpSettings.builder().setDefaultFlowStyle(FlowStyle.BLOCK).setWidth(10_000).build();
    return new Dump(settings).dumpToString(tree(section));
  }

  private Map<String, Object> tree(Record section) {
    SectionSchema schema = SectionSchema.of(section.getClass(), scalars);
    if (schema.isEntries()) {
      Key key = schema.keys().getFirst();
      return named(key.shape(), SectionSchema.value(key, section));
    }
    Map<String, Object> tree = new LinkedHashMap<>();
    for (Key key : schema.writtenKeys()) {
      @Nullable Object value = SectionSchema.value(key, section);
      if (value != null) {
        tree.put(key.name(), printed(key.shape(), value));
      }
    }
    return tree;
  }

  private Object printed(Shape shape, Object value) {
    return switch (shape) {
      case Shape.Single(Scalar<?> scalar) -> word(scalar, value);
      case Shape.Several several ->
          ((Collection<?>) value).stream().map(element -> word(several.scalar(), element)).toList();
      case Shape.Nested _ -> tree((Record) value);
      case Shape.Named _ -> named(shape, value);
    };
  }

  private Map<String, Object> named(Shape shape, @Nullable Object sections) {
    Map<String, Object> tree = new TreeMap<>();
    if (shape instanceof Shape.Named(SectionSchema section) && sections instanceof Map<?, ?> map) {
      map.forEach(
          (name, value) -> tree.put(section.entryNameScalar().text(name), tree((Record) value)));
    }
    return tree;
  }

  /** Numbers and booleans stay what they are, so that they are not put into quotes. */
  private static Object word(Scalar<?> scalar, Object value) {
    return value instanceof Integer || value instanceof Boolean ? value : scalar.text(value);
  }
}
