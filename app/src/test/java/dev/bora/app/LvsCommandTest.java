// SPDX-License-Identifier: Apache-2.0
package dev.bora.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.srm.pki.ThrowAwayGrid;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What a sysadmin sees of {@code bora lvs}. */
class LvsCommandTest {
  private static final Path EXAMPLES = Path.of("../docs/examples");

  @TempDir private Path folder;
  private Path site;

  private record Outcome(int status, String out, String err) {}

  @BeforeEach
  void write() throws IOException {
    site = folder.resolve("site.yaml");
    Files.copy(EXAMPLES.resolve("directors-one-network.yaml"), site);
  }

  private void change(String old, String replacement) throws IOException {
    String text = Files.readString(site);
    assertThat(text).contains(old);
    Files.writeString(site, text.replace(old, replacement));
  }

  private static Outcome run(Object... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command =
        Bora.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    int status =
        command.execute(Arrays.stream(arguments).map(Object::toString).toArray(String[]::new));
    return new Outcome(status, out.toString(), err.toString());
  }

  @Test
  void checkWithoutTheCertificateSaysSo() throws IOException {
    change("rpc:", "security:\n  host-certificate: " + folder + "/hostcert.pem\nrpc:");
    Outcome outcome = run("lvs", "check", "--site", site);
    assertThat(outcome.status()).isZero();
    assertThat(outcome.out().lines())
        .containsExactly(
            folder
                + "/hostcert.pem is not on this host: its names are not checked, see --certificate",
            site + ": no problems");
  }

  @Test
  void checkReadsTheNamesOfTheCertificate() throws Exception {
    ThrowAwayGrid grid = ThrowAwayGrid.openOrCreate(folder.resolve("grid"));
    Path certificate = grid.host().certificateFile();
    Outcome outcome = run("lvs", "check", "--site", site, "--certificate", certificate);
    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.err().lines()).first().isEqualTo(site + ": 1 problem");
    assertThat(outcome.err())
        .contains(
            "security.host-certificate: '"
                + certificate
                + "' is refused; permitted: a certificate with the name srm.example.org (srm.host);"
                + " this one has localhost");
    change("host: srm.example.org", "host: localhost");
    assertThat(run("lvs", "check", "--site", site, "--certificate", certificate))
        .isEqualTo(new Outcome(0, site + ": no problems" + System.lineSeparator(), ""));
    Instant end = Instant.now().minusSeconds(60).truncatedTo(ChronoUnit.SECONDS);
    grid.renewHost(end.minusSeconds(60), end);
    assertThat(run("lvs", "check", "--site", site, "--certificate", certificate).err())
        .contains("permitted: one that is valid; this one expired at " + end);
  }

  @Test
  void renderWritesAFolderForEachHost() throws IOException {
    Path to = folder.resolve("lvs");
    Outcome outcome = run("lvs", "render", "--site", site, "--to", to);
    assertThat(outcome.status()).isZero();
    assertThat(outcome.out()).contains(to + "/director-1/keepalived.conf");
    assertThat(rights(to.resolve("director-1/keepalived.conf"))).isEqualTo("rw-r-----");
    assertThat(rights(to.resolve("director-2/bora-check"))).isEqualTo("rwxr-xr-x");
    assertThat(rights(to.resolve("backend-3/addresses"))).isEqualTo("rwxr-xr-x");
    assertThat(run("lvs", "render", "--site", site, "--to", to)).isEqualTo(outcome);
  }

  @Test
  void renderRefusesWhatCheckRefuses() throws IOException {
    change("vrrp-id: 51", "vrrp-id: 51, gateways: [10.0.0.1]");
    Path to = folder.resolve("lvs");
    Outcome outcome = run("lvs", "render", "--site", site, "--to", to);
    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.err())
        .contains(
            "lvs.networks.site.gateways: '10.0.0.1' is refused; permitted: an address within");
    assertThat(to).doesNotExist();
  }

  @Test
  void aPasswordThatKeepalivedWouldCutIsRefused() throws IOException {
    Path password = folder.resolve("password");
    Files.createFile(
        password,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(password, "123456789\n");
    change("rpc:", "  vrrp: {version: 2, advert: 1s, password-file: " + password + "}\nrpc:");
    assertThat(run("lvs", "render", "--site", site, "--to", folder.resolve("lvs")))
        .isEqualTo(
            new Outcome(
                1,
                "",
                "bora: lvs render: "
                    + password
                    + ": a password of VRRP has at most 8 letters, digits, '.', '_' or '-'"
                    + System.lineSeparator()));
  }

  private static String rights(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
