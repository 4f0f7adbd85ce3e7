// SPDX-License-Identifier: Apache-2.0
package dev.bora.site.binding;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads YAML 1.2 into records. */
public final class Binder<T extends Record> {
  private final Class<T> type;
  private final SectionSchema schema;

  /**
   * A binder for one kind of file.
   *
   * @param type the record of the whole file
   * @throws IllegalStateException if a record has a component that no key can stand for
   */
  public Binder(Class<T> type, Scalars scalars) {
    this.type = type;
    this.schema = SectionSchema.of(type, scalars);
  }

  /**
   * Reads a file's text.
   *
   * @param file its name, for messages
   * @throws BindingException with all that is wrong with it; only a text that is not YAML ends the
   *     search at its first error
   */
  public T bind(String file, String text) throws BindingException {
    Problems problems = new Problems(file);
    Optional<Node> root = compose(file, text, problems);
    @Nullable Object section =
        problems.inOrder().isEmpty()
            ? new SectionReader(problems).read(schema, root.orElse(null), new Place("", 1), null)
            : null;
    List<Problem> found = problems.inOrder();
    if (section == null || !found.isEmpty()) {
      throw new BindingException(found);
    }
    return type.cast(section);
  }

  private static Optional<Node> compose(String file, String text, Problems problems) {
    // Such keys are refused later, with their line, which the parser would not tell.
    LoadSettings settings =
        LoadSettings.builder().setLabel(file).setAllowNonScalarKeys(true).build();
    try {
      return new Compose(settings).composeString(text);
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(Mark::getLine).orElse(0) + 1;
      problems.add(line, "", "not YAML: " + e.getProblem());
    } catch (YamlEngineException e) {
      problems.add(1, "", "not YAML: " + e.getMessage());
    }
    return Optional.empty();
  }
}
