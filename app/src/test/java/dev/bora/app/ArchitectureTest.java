// SPDX-License-Identifier: Apache-2.0
package dev.bora.app;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who may know whom: the arrows of docs/architecture.md are all there are. */
class ArchitectureTest {
  private static final Map<String, List<String>> KNOWN_BY =
      Map.ofEntries(
          Map.entry("srm", List.of("db", "rpc", "frontend", "backend", "door", "app")),
          Map.entry("site", List.of("filesystem", "lvs", "frontend", "backend", "door", "app")),
          Map.entry("db", List.of("heartbeat", "frontend", "backend", "door", "app")),
          Map.entry("heartbeat", List.of("backend", "app")),
          Map.entry("filesystem", List.of("backend", "door", "app")),
          Map.entry("rpc", List.of("frontend", "backend", "app")),
          Map.entry("frontend", List.of("app")),
          Map.entry("backend", List.of("app")),
          Map.entry("door", List.of("app")),
          Map.entry("lvs", List.of("app")),
          Map.entry("app", List.of()));

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new DoNotIncludeTests())
          // What other modules lend to tests comes in archives, once it is packaged.
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("dev.bora");

  @Test
  void onlyTheArrowsOfTheDesign() {
    LayeredArchitecture rule = layeredArchitecture().consideringOnlyDependenciesInLayers();
    for (String module : KNOWN_BY.keySet()) {
      rule = rule.optionalLayer(module).definedBy("dev.bora." + module + "..");
    }
    for (Map.Entry<String, List<String>> entry : KNOWN_BY.entrySet()) {
      rule =
          entry.getValue().isEmpty()
              ? rule.whereLayer(entry.getKey()).mayNotBeAccessedByAnyLayer()
              : rule.whereLayer(entry.getKey())
                  .mayOnlyBeAccessedByLayers(entry.getValue().toArray(String[]::new));
    }
    rule.check(CLASSES);
  }

  @Test
  void everyClassIsInAModuleOfTheDesign() {
    assertThat(CLASSES)
        .isNotEmpty()
        .allSatisfy(type -> assertThat(KNOWN_BY.keySet()).anyMatch(module -> isIn(type, module)));
  }

  private static boolean isIn(JavaClass type, String module) {
    return (type.getPackageName() + ".").startsWith("dev.bora." + module + ".");
  }

  @Test
  void packagesHaveNoCycles() {
    slices()
        .matching("dev.bora.(**)")
        .should()
        .beFreeOfCycles()
        .allowEmptyShould(true)
        .check(CLASSES);
  }
}
