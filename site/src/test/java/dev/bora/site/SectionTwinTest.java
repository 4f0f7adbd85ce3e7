// SPDX-License-Identifier: Apache-2.0
package dev.bora.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.site.binding.EntryName;
import java.lang.reflect.RecordComponent;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * The twin of a configuration record: its defaults, and every key with another value.
 *
 * <p>A new component does not compile here before it has a default, and a value in explicit.yaml
 * that differs from it.
 */
abstract class SectionTwinTest<T extends Record> {
  private final Function<Site, T> section;
  private final T defaults;
  private final T explicit;
  private final Set<String> exceptions;

  SectionTwinTest(Function<Site, T> section, T defaults, T explicit, String... exceptions) {
    this.section = section;
    this.defaults = defaults;
    this.explicit = explicit;
    this.exceptions = Set.of(exceptions);
  }

  /** The file with what is mandatory. */
  String minimal() {
    return "minimal.yaml";
  }

  static <V> V only(Map<?, V> map) {
    assertThat(map).hasSize(1);
    return map.values().iterator().next();
  }

  @Test
  void hasTheseDefaults() {
    assertThat(section.apply(Sites.load(minimal()))).isEqualTo(defaults);
  }

  @Test
  void readsEveryKey() throws ReflectiveOperationException {
    assertThat(section.apply(Sites.load("explicit.yaml"))).isEqualTo(explicit);
    for (RecordComponent component : explicit.getClass().getRecordComponents()) {
      if (!component.isAnnotationPresent(EntryName.class)
          && !exceptions.contains(component.getName())) {
        component.getAccessor().setAccessible(true);
        assertThat(component.getAccessor().invoke(explicit))
            .as("%s in explicit.yaml, which is not the default", component.getName())
            .isNotEqualTo(component.getAccessor().invoke(defaults));
      }
    }
  }
}
