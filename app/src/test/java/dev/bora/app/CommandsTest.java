// SPDX-License-Identifier: Apache-2.0
package dev.bora.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What users see of commands that are refused. */
class CommandsTest {
  @TempDir private Path folder;

  private record Outcome(int status, String out, String err) {}

  private static Outcome run(Object... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command =
        Bora.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    String[] words = new String[arguments.length];
    for (int each = 0; each < words.length; each++) {
      words[each] = arguments[each].toString();
    }
    int status = command.execute(words);
    return new Outcome(status, out.toString(), err.toString());
  }

  private static Outcome failed(String line) {
    return new Outcome(1, "", line + System.lineSeparator());
  }

  @Test
  void wrongUsageIsToldInTwoLines() {
    assertThat(run("standalone", "--prot", "1").err())
        .isEqualTo(
            "bora: standalone: Unknown options: '--prot', '1'%nTry 'bora standalone --help'.%n"
                .formatted());
    assertThat(run("srm", "ls").status()).isEqualTo(2);
    assertThat(run("srm", "ls", "http://h/a").err())
        .contains("'http://h/a': Invalid SURL: it does not begin with srm://");
    assertThat(run("standalone", "--port", "99999").err())
        .startsWith("bora: standalone: --port 99999: a port is a number from 1 to 65535");
    assertThat(run("frontend").status()).isEqualTo(2);
  }

  @Test
  void versionIsThatOfTheBuild() {
    assertThat(run("--version").out()).matches("bora [0-9]\\S+\\R");
  }

  @Test
  void aMissingProxyIsNamed() {
    Path proxy = folder.resolve("x509");
    assertThat(run("srm", "ls", "--proxy", proxy, "srm://localhost/a"))
        .isEqualTo(
            failed(
                "bora: srm ls: no proxy: %s: No such file or directory; X509_USER_PROXY or --proxy name another"
                    .formatted(proxy)));
  }

  @Test
  void aMissingSiteFileIsNamed() {
    Path file = folder.resolve("site.yaml");
    assertThat(run("node", "--site", file, "--node", "a"))
        .isEqualTo(failed("bora: node: " + file + ": No such file or directory"));
    assertThat(run("db", "status", "--site", file))
        .isEqualTo(failed("bora: db status: " + file + ": No such file or directory"));
  }

  @Test
  void everythingThatIsWrongWithASiteFileIsTold() throws IOException {
    Path file = Files.writeString(folder.resolve("site.yaml"), "name: x\nnonsense: 1\n");
    Outcome outcome = run("config", "check", "--site", file);
    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.err()).contains("nonsense: unknown key").contains("storage-areas");
    assertThat(run("node", "--site", file, "--node", "a").err())
        .startsWith("bora: node: " + file)
        .endsWith("; see bora config check" + System.lineSeparator())
        .hasLineCount(1);
  }

  @Test
  void aPortInUseIsNamedWithItsKey() throws IOException {
    Path standalone = folder.resolve("s");
    try (ServerSocket used = new ServerSocket(0, 1, InetAddress.getByName("localhost"))) {
      Outcome outcome = run("standalone", "--dir", standalone, "--port", used.getLocalPort());
      assertThat(outcome)
          .isEqualTo(
              failed(
                  "bora: standalone: port %d (nodes.frontends.frontend.srm-port in %s/etc/site.yaml): Address already in use; see --port"
                      .formatted(used.getLocalPort(), standalone.toRealPath())));
    }
  }

  @Test
  void aFolderThatCannotBeIsNamed() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertThat(run("standalone", "--dir", file))
        .isEqualTo(failed("bora: standalone: " + file + ": Not a directory"));
    // Not even root makes a folder there.
    Outcome outcome = run("standalone", "--dir", "/sys/bora");
    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.err()).startsWith("bora: standalone: /sys/bora: ").hasLineCount(1);
  }

  @Test
  void aBlankInThePathIsRefused() {
    assertThat(run("standalone", "--dir", folder.resolve("my folder")).err())
        .contains("my folder: the embedded database takes no blanks");
  }

  @Test
  void aPathTooLongForTheDatabaseIsRefused() {
    Path deep = folder.resolve("d".repeat(60)).resolve("e".repeat(60));
    assertThat(run("standalone", "--dir", deep).err()).contains("File name too long");
  }
}
