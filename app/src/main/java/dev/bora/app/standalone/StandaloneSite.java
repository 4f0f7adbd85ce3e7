// SPDX-License-Identifier: Apache-2.0
package dev.bora.app.standalone;

import dev.bora.app.failure.RefusedException;
import dev.bora.site.FrontendNode;
import dev.bora.site.Site;
import dev.bora.site.SiteException;
import dev.bora.site.SiteFile;
import dev.bora.srm.pki.ThrowAwayGrid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The site file of a standalone Bora: made at the first start, and from then on the user's. */
final class StandaloneSite {
  static final String VO = "testvo";

  private StandaloneSite() {}

  /**
   * Reads the site file; makes it, and the secrets that it names, when it is missing.
   *
   * @param port for SRM clients; null: what the file says, or 8444
   * @throws RefusedException a port is in use, or the file is there with another port
   */
  static Site openOrCreate(StandaloneFolder folder, ThrowAwayGrid grid, @Nullable Integer port)
      throws IOException, RefusedException, SiteException {
    Path file = folder.siteFile();
    if (!Files.exists(file)) {
      Ports ports = Ports.choose(port == null ? Ports.DEFAULT_SRM : port, file);
      writeSecret(folder.databaseSecret());
      writeSecret(folder.rpcSecret());
      Files.writeString(file, text(folder, grid, ports), StandardOpenOption.CREATE_NEW);
    }
    Site site = SiteFile.load(file);
    requirePort(site, port, file);
    Ports.requireFree(site, file);
    return site;
  }

  private static void requirePort(Site site, @Nullable Integer port, Path file)
      throws RefusedException {
    for (FrontendNode frontend : site.nodes().frontends().values()) {
      if (port != null && port != frontend.srmPort()) {
        throw new RefusedException(
            "--port %d: nodes.frontends.%s.srm-port in %s is %d; change it there, or take another --dir"
                .formatted(port, frontend.name(), file, frontend.srmPort()));
      }
    }
  }

  private static void writeSecret(Path file) throws IOException {
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, HexFormat.of().formatHex(random) + "\n");
  }

  private static String text(StandaloneFolder folder, ThrowAwayGrid grid, Ports ports) {
    return """
    # Made by bora standalone at its first start, and read at every start; it may be changed.
    # All keys: docs/configuration.md.
    name: standalone

    srm:
      host: localhost
      port: %1$d

    nodes:
      frontends:
        frontend:
          address: localhost
          srm-port: %1$d
          health-port: %3$d
      backends:
        backend:
          address: localhost
          xml-rpc-port: %6$d
          health-port: %4$d
      doors:
        door:
          address: localhost
          https-port: %2$d
          health-port: %5$d

    rpc:
      secret-file: %8$s

    # The embedded MariaDB, which listens on loopback.
    database:
      hosts: ["127.0.0.1:%7$d"]
      password-file: %9$s

    security:
      host-certificate: %10$s
      host-key: %11$s
      certificate-directory: %12$s
      voms-directory: %13$s

    storage-areas:
      %14$s:
        root: %15$s
        vos: [%14$s]

    # No director looks at its health.
    draining:
      notice: 0s

    logs:
      directory: %16$s
    """
        .formatted(
            ports.srm(),
            ports.door(),
            ports.frontendHealth(),
            ports.backendHealth(),
            ports.doorHealth(),
            ports.xmlRpc(),
            ports.database(),
            quoted(folder.rpcSecret()),
            quoted(folder.databaseSecret()),
            quoted(grid.host().certificateFile()),
            quoted(grid.host().keyFile()),
            quoted(grid.certificates()),
            quoted(grid.vomsDirectory()),
            VO,
            quoted(folder.area()),
            quoted(folder.logs()));
  }

  /** As YAML has it: a blank or a number sign in a path does no harm. */
  private static String quoted(Path path) {
    StringBuilder text = new StringBuilder("\"");
    for (char each : path.toString().toCharArray()) {
      if (Set.of('"', '\\').contains(each)) {
        text.append('\\');
      }
      text.append(each);
    }
    return text.append('"').toString();
  }
}
