// SPDX-License-Identifier: Apache-2.0
package dev.bora.lvs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is rendered of the examples is what stands beside them in the documentation. With {@code
 * -Dbora.test.rewrite=true} it is written there, to be looked at and committed.
 */
final class RenderingTest {
  static Stream<String> examples() {
    return Examples.names();
  }

  private static Rendering render(String example) {
    return Rendering.of(
        Examples.site(example), example.equals("directors-tunnels") ? "secret" : "");
  }

  @ParameterizedTest
  @MethodSource("examples")
  void documentationHasWhatIsRendered(String example) throws IOException {
    Path folder = Examples.FOLDER.resolve(example);
    if (Boolean.getBoolean("bora.test.rewrite")) {
      rewrite(folder, render(example).files());
    }
    assertThat(read(folder)).isEqualTo(withoutScripts(render(example).files()));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void rendersTheSameEachTime(String example) {
    assertThat(render(example)).isEqualTo(render(example));
  }

  @Test
  void scriptsGoToEachDirector() {
    SortedMap<String, String> files = render("directors-one-network").files();
    assertThat(files)
        .containsKeys(
            "director-1/bora-check",
            "director-2/bora-check",
            "director-1/bora-notify",
            "director-2/bora-notify");
    assertThat(files.get("director-1/bora-check")).startsWith("#!/bin/sh\n");
    assertThat(Rendering.isScript(files.get("backend-1/addresses"))).isTrue();
    assertThat(Rendering.isScript(files.get("director-1/keepalived.conf"))).isFalse();
  }

  /** They are the same everywhere: once in the sources is enough. */
  private static SortedMap<String, String> withoutScripts(Map<String, String> files) {
    SortedMap<String, String> others = new TreeMap<>(files);
    others.keySet().removeIf(path -> path.contains("/bora-"));
    return others;
  }

  private static SortedMap<String, String> read(Path folder) throws IOException {
    SortedMap<String, String> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        files.put(folder.relativize(path).toString(), Files.readString(path));
      }
    }
    return files;
  }

  private static void rewrite(Path folder, Map<String, String> files) throws IOException {
    for (Map.Entry<String, String> file : withoutScripts(files).entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
  }
}
