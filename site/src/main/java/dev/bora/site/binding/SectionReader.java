// SPDX-License-Identifier: Apache-2.0
package dev.bora.site.binding;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Makes records of one file's nodes, and notes every problem on the way. */
final class SectionReader {
  /** What became of one key. */
  private sealed interface Outcome {
    /** The component's value; null if it was left out and may be. */
    record Value(@Nullable Object value) implements Outcome {}

    /** A problem was noted. */
    record Refused() implements Outcome {}
  }

  private static final Outcome REFUSED = new Outcome.Refused();

  private final Problems problems;

  SectionReader(Problems problems) {
    this.problems = problems;
  }

  /** Reads a section; null if something was wrong with it, which is then noted. */
  @Nullable Record read(
      SectionSchema schema, @Nullable Node node, Place place, @Nullable Object entryName) {
    if (node != null && !(node instanceof MappingNode) && !isEmpty(node)) {
      problems.refused(place.line(), place.path(), describe(node), "keys with values");
      return null;
    }
    boolean complete = true;
    List<@Nullable Object> values = new ArrayList<>();
    Map<String, NodeTuple> given = entries(node, place);
    for (Key key : schema.keys()) {
      Outcome outcome =
          key.isEntryName()
              ? new Outcome.Value(entryName)
              : schema.isEntries() ? readNamed(key, given, place) : readKey(key, given, place);
      switch (outcome) {
        case Outcome.Value(@Nullable Object value) -> values.add(value);
        case Outcome.Refused() -> complete = false;
      }
    }
    if (!schema.isEntries()) {
      refuseUnknown(schema, given, place);
    }
    return complete ? create(schema, values, given, place) : null;
  }

  private @Nullable Record create(
      SectionSchema schema,
      List<@Nullable Object> values,
      Map<String, NodeTuple> given,
      Place place) {
    try {
      Record section = schema.create(values);
      NotedCheck check = new NotedCheck(problems, given, place);
      if (section instanceof Section checked) {
        checked.check(check);
      }
      return check.hasRefused() ? null : section;
    } catch (IllegalArgumentException e) {
      problems.add(place.line(), place.path(), String.valueOf(e.getMessage()));
      return null;
    }
  }

  private Map<String, NodeTuple> entries(@Nullable Node node, Place place) {
    Map<String, NodeTuple> given = new LinkedHashMap<>();
    if (!(node instanceof MappingNode mapping)) {
      return given;
    }
    for (NodeTuple tuple : mapping.getValue()) {
      Node keyNode = tuple.getKeyNode();
      int line = Problems.line(keyNode);
      if (!(keyNode instanceof ScalarNode name)) {
        problems.refused(line, place.path(), describe(keyNode), "a word as key");
        continue;
      }
      @Nullable NodeTuple first = given.putIfAbsent(name.getValue(), tuple);
      if (first != null) {
        problems.refused(
            line,
            place.pathOf(name.getValue()),
            describe(tuple.getValueNode()),
            "the key once; it stands in line " + Problems.line(first.getKeyNode()) + " already");
      }
    }
    return given;
  }

  private void refuseUnknown(SectionSchema schema, Map<String, NodeTuple> given, Place place) {
    List<String> known = schema.writtenKeys().stream().map(Key::name).toList();
    given.forEach((name, tuple) -> {
      if (known.contains(name)) {
        return;
      }
      int line = Problems.line(tuple.getKeyNode());
      Object value = describe(tuple.getValueNode());
      Optional<Defunct> defunct =
          schema.defunct().stream().filter(d -> d.key().equals(name)).findFirst();
      if (defunct.isPresent()) {
        problems.refused(line, place.pathOf(name), value, defunct.get().instead());
      } else {
        problems.unknown(line, place.pathOf(name), value, known);
      }
    });
  }

  private Outcome readKey(Key key, Map<String, NodeTuple> given, Place place) {
    @Nullable NodeTuple tuple = given.get(key.name());
    if (tuple == null) {
      return leftOut(key, place);
    }
    Node node = tuple.getValueNode();
    Place here = place.below(key.name(), Problems.line(tuple.getKeyNode()));
    return switch (key.shape()) {
      case Shape.Single(Scalar<?> scalar) -> readScalar(key, scalar, node, here);
      case Shape.Several several -> readSeveral(key, several, node, here);
      case Shape.Nested(SectionSchema section) -> outcome(read(section, node, here, null));
      case Shape.Named _ -> {
        if (!(node instanceof MappingNode) && !isEmpty(node)) {
          problems.refused(here.line(), here.path(), describe(node), key.permitted());
          yield REFUSED;
        }
        yield readNamed(key, entries(node, here), here);
      }
    };
  }

  private Outcome leftOut(Key key, Place place) {
    if (key.mandatory()) {
      problems.missing(place.line(), place.pathOf(key.name()), key.permitted());
      return REFUSED;
    }
    if (key.isNullable()) {
      return new Outcome.Value(null);
    }
    return switch (key.shape()) {
      case Shape.Single(Scalar<?> scalar) ->
          new Outcome.Value(
              key.defaultText() == null ? "" : scalar.parse().apply(key.defaultText()));
      case Shape.Several several -> new Outcome.Value(several.ordered() ? List.of() : Set.of());
      case Shape.Named _ -> new Outcome.Value(Map.of());
      case Shape.Nested(SectionSchema section) ->
          outcome(read(section, null, place.below(key.name(), place.line()), null));
    };
  }

  private static Outcome outcome(@Nullable Object value) {
    return value == null ? REFUSED : new Outcome.Value(value);
  }

  private Outcome readScalar(Key key, Scalar<?> scalar, Node node, Place place) {
    if (!(node instanceof ScalarNode text) || isEmpty(node)) {
      problems.refused(Problems.line(node), place.path(), describe(node), key.permitted());
      return REFUSED;
    }
    try {
      return new Outcome.Value(key.read(scalar, text.getValue()));
    } catch (IllegalArgumentException | ArithmeticException _) {
      problems.refused(Problems.line(node), place.path(), text.getValue(), key.permitted());
      return REFUSED;
    }
  }

  private Outcome readSeveral(Key key, Shape.Several several, Node node, Place place) {
    if (!(node instanceof SequenceNode sequence)
        || (key.isNotEmpty() && sequence.getValue().isEmpty())) {
      problems.refused(Problems.line(node), place.path(), describe(node), key.permitted());
      return REFUSED;
    }
    boolean complete = true;
    Set<Object> elements = several.ordered() ? new LinkedHashSet<>() : new TreeSet<>();
    int index = 0;
    for (Node element : sequence.getValue()) {
      Place here = new Place(place.path() + "[" + index++ + "]", Problems.line(element));
      Outcome outcome = readScalar(key, several.scalar(), element, here);
      if (outcome instanceof Outcome.Value(@Nullable Object value) && value != null) {
        if (!elements.add(value)) {
          problems.refused(here.line(), here.path(), describe(element), "each value once");
          complete = false;
        }
      } else {
        complete = false;
      }
    }
    if (!complete) {
      return REFUSED;
    }
    return new Outcome.Value(
        several.ordered() ? List.copyOf(elements) : Collections.unmodifiableSet(elements));
  }

  private Outcome readNamed(Key key, Map<String, NodeTuple> given, Place place) {
    SectionSchema section = ((Shape.Named) key.shape()).section();
    if (key.isNotEmpty() && given.isEmpty()) {
      problems.missing(place.line(), place.path(), key.permitted());
      return REFUSED;
    }
    boolean complete = true;
    Map<Object, Object> sections = new TreeMap<>();
    for (Map.Entry<String, NodeTuple> entry : given.entrySet()) {
      NodeTuple tuple = entry.getValue();
      Place here = place.below(entry.getKey(), Problems.line(tuple.getKeyNode()));
      Outcome name =
          readScalar(section.entryName(), section.entryNameScalar(), tuple.getKeyNode(), here);
      if (name instanceof Outcome.Value(@Nullable Object value) && value != null) {
        @Nullable Record made = read(section, tuple.getValueNode(), here, value);
        complete &= made != null;
        if (made != null) {
          sections.put(value, made);
        }
      } else {
        complete = false;
      }
    }
    return complete ? new Outcome.Value(Collections.unmodifiableMap(sections)) : REFUSED;
  }

  private static boolean isEmpty(Node node) {
    return node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.NULL);
  }

  private static Object describe(Node node) {
    return switch (node) {
      case ScalarNode scalar -> scalar.getValue();
      case SequenceNode _ -> "a list";
      case MappingNode _ -> "a section";
      default -> node.getNodeType();
    };
  }
}
