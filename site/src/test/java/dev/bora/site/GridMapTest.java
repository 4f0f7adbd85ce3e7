// SPDX-License-Identifier: Apache-2.0
package dev.bora.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

final class GridMapTest {
  private static final String ADA = "/DC=org/CN=Ada";

  @TempDir private Path dir;
  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE);
  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
  private final Logger logger = (Logger) LoggerFactory.getLogger(WatchedFile.class);

  @BeforeEach
  void listen() {
    logged.start();
    logger.addAppender(logged);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(logged);
  }

  private Path file() {
    return dir.resolve("grid-mapfile");
  }

  private GridMap open(String text) throws IOException, SiteException {
    Files.writeString(file(), text);
    return GridMap.open(file(), now::get);
  }

  private void aSecondPasses() {
    now.addAndGet(TimeUnit.SECONDS.toNanos(1));
  }

  private static Optional<LocalAccount> user(String name) {
    return Optional.of(new LocalAccount(name, null, null));
  }

  @Test
  void readsAllFormsOfLines() throws IOException, SiteException {
    GridMap map =
        open(
            """
            # comment

              # indented comment
            "/DC=org/CN=Ada" ada:physics vo=testvo   # the first
            "/DC=org/CN=Bob \\"the\\" Builder" bob,guest
            /DC=org/CN=Cy cy
            "/C=IT/CN=host/a.example.org" svc:grid
            /testvo/Role=production prd vo=testvo
            """);
    assertThat(map.lookup(ADA, List.of())).contains(new LocalAccount("ada", "physics", "testvo"));
    assertThat(map.lookup("/DC=org/CN=Bob \"the\" Builder", List.of())).isEqualTo(user("bob"));
    assertThat(map.lookup("/DC=org/CN=Cy", List.of())).isEqualTo(user("cy"));
    assertThat(map.lookup("/C=IT/CN=host/a.example.org", List.of()))
        .contains(new LocalAccount("svc", "grid", null));
    assertThat(map.lookup("/CN=x", List.of("/testvo/Role=production/Capability=NULL")))
        .contains(new LocalAccount("prd", null, "testvo"));
    assertThat(map.lookup("/CN=nobody", List.of("/other"))).isEmpty();
  }

  @Test
  void looksUpTheDnThenTheFqansInOrderOwnLinesBeforeWildcards() throws IOException, SiteException {
    GridMap map =
        open(
            """
            "/testvo/*" any
            "/testvo/sub/*" sub
            "/testvo/sub/Role=lead" lead
            "/DC=org/CN=Ada" ada
            """);
    assertThat(map.lookup(ADA, List.of("/testvo"))).isEqualTo(user("ada"));
    assertThat(map.lookup("/CN=x", List.of("/testvo"))).isEqualTo(user("any"));
    assertThat(map.lookup("/CN=x", List.of("/testvo/Role=a"))).isEqualTo(user("any"));
    assertThat(map.lookup("/CN=x", List.of("/testvo/sub/x/Role=a"))).isEqualTo(user("sub"));
    assertThat(map.lookup("/CN=x", List.of("/testvo/sub/Role=lead", "/testvo")))
        .isEqualTo(user("lead"));
    assertThat(map.lookup("/CN=x", List.of("/other", "/testvo", "/testvo/sub")))
        .isEqualTo(user("any"));
    assertThat(map.lookup("/CN=x", List.of("/testvoother", "/"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"/CN=a",
        "\"/CN=a\"",
        "/CN=a b c",
        "\"CN=a\" b",
        "\"/CN=a\" .pool",
        "\"/CN=a\" 0user",
        "\"/CN=a\" b:",
        "\"/CN=a\" b vo=",
        "\"/CN=a/*\" b",
        "\"/CN=x\" y",
      })
  void refusesOtherLinesWithTheirNumber(String line) throws IOException {
    Files.writeString(file(), "\"/CN=x\" x\n" + line + "\n");
    assertThatThrownBy(() -> GridMap.open(file()))
        .isInstanceOf(SiteException.class)
        .hasMessageStartingWith(file() + ": line 2: ");
  }

  @Test
  void listsAllBrokenLines() throws IOException {
    Files.writeString(file(), "x\n\"/CN=a\" a\ny\n");
    assertThatThrownBy(() -> GridMap.open(file())).message().contains("line 1: ", "line 3: ");
  }

  @Test
  void absentFileIsRefusedAtFirst() {
    assertThatThrownBy(() -> GridMap.open(file()))
        .isInstanceOf(SiteException.class)
        .hasMessage(file() + ": No such file or directory");
    assertThat(GridMap.empty().lookup(ADA, List.of("/testvo"))).isEmpty();
  }

  @Test
  void readsAChangedFileAgainButOnlyOnceASecond() throws IOException, SiteException {
    GridMap map = open("\"/DC=org/CN=Ada\" ada\n");
    Files.writeString(file(), "\"/DC=org/CN=Ada\" lovelace\n");
    assertThat(map.lookup(ADA, List.of())).isEqualTo(user("ada"));
    aSecondPasses();
    assertThat(map.lookup(ADA, List.of())).isEqualTo(user("lovelace"));
  }

  @Test
  void noticesAReplacedFileOfTheSameSizeAndTime() throws IOException, SiteException {
    GridMap map = open("\"/DC=org/CN=Ada\" ada\n");
    Path other = Files.writeString(dir.resolve("new"), "\"/DC=org/CN=Ada\" eve\n");
    Files.setLastModifiedTime(other, Files.getLastModifiedTime(file()));
    Files.move(other, file(), StandardCopyOption.REPLACE_EXISTING);
    aSecondPasses();
    assertThat(map.lookup(ADA, List.of())).isEqualTo(user("eve"));
  }

  @Test
  void keepsTheLastGoodMapWhileTheFileIsBrokenAndLogsItOnce() throws IOException, SiteException {
    GridMap map = open("\"/DC=org/CN=Ada\" ada\n");
    Files.writeString(file(), "# comment\n\"/DC=org/CN=Ada\"\n");
    for (int i = 0; i < 3; i++) {
      aSecondPasses();
      assertThat(map.lookup(ADA, List.of())).isEqualTo(user("ada"));
    }
    assertThat(logged.list)
        .singleElement()
        .asString()
        .contains(file() + ": line 2: ", "stays in force");
    Files.writeString(file(), "\"/DC=org/CN=Ada\" lovelace\n");
    aSecondPasses();
    assertThat(map.lookup(ADA, List.of())).isEqualTo(user("lovelace"));
  }

  @Test
  void keepsTheLastGoodMapWhileTheFileIsGone() throws IOException, SiteException {
    GridMap map = open("\"/DC=org/CN=Ada\" ada\n");
    Path aside = Files.move(file(), dir.resolve("aside"));
    for (int i = 0; i < 3; i++) {
      aSecondPasses();
      assertThat(map.lookup(ADA, List.of())).isEqualTo(user("ada"));
    }
    assertThat(logged.list).singleElement().asString().contains("No such file or directory");
    Files.move(aside, file());
    aSecondPasses();
    assertThat(map.lookup(ADA, List.of())).isEqualTo(user("ada"));
  }
}
