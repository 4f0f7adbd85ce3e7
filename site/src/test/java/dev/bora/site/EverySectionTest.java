// SPDX-License-Identifier: Apache-2.0
package dev.bora.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** No section is without the tests that all sections have. */
final class EverySectionTest {
  /** Sections of nothing but sections. */
  private static final Set<Class<?>> WITHOUT_VALUES =
      Set.of(Site.class, Nodes.class, StorageAreas.class, Admission.class, Lvs.class);

  private static final Set<Class<?>> VALUES =
      Set.of(HostPort.class, ByteSize.class, IpAddress.class, Subnet.class);

  @Test
  void hasATwinTest() {
    Set<Class<?>> sections = new LinkedHashSet<>();
    collect(Site.class, sections);
    assertThat(sections).contains(Heartbeat.class, StorageArea.class, ProtocolEndpoints.class);
    sections.removeAll(WITHOUT_VALUES);
    for (Class<?> section : sections) {
      String twin = section.getName() + "TwinTest";
      assertThatCode(() -> assertThat(Class.forName(twin)).isAssignableTo(SectionTwinTest.class))
          .as(twin)
          .doesNotThrowAnyException();
    }
  }

  private static void collect(Class<?> section, Set<Class<?>> sections) {
    if (VALUES.contains(section) || !section.isRecord() || !sections.add(section)) {
      return;
    }
    for (RecordComponent component : section.getRecordComponents()) {
      collect(component.getType(), sections);
      if (component.getType() == Map.class
          && component.getGenericType() instanceof ParameterizedType map
          && map.getActualTypeArguments()[1] instanceof Class<?> value) {
        collect(value, sections);
      }
    }
  }
}
