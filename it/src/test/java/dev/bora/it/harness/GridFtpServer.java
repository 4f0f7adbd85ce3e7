// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.harness;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Debian's GridFTP server on loopback. Users work as the local accounts of the grid's grid-mapfile,
 * when the tests run as root.
 */
public final class GridFtpServer implements AutoCloseable {

  private final Daemon daemon;

  private GridFtpServer(Daemon daemon) {
    this.daemon = daemon;
  }

  /** Starts one on a free port; its log and output go to a folder. */
  public static GridFtpServer start(TestGrid grid, Path folder) {
    Command command =
        Command.of(
                "globus-gridftp-server",
                "-s",
                "-p",
                "0",
                "-control-interface",
                "127.0.0.1",
                "-data-interface",
                "127.0.0.1",
                "-c",
                "/dev/null",
                "-allow-disabled-login",
                "-log-level",
                "ALL",
                "-logfile",
                folder.resolve("gridftp.log").toString())
            .with(
                Map.of(
                    "X509_CERT_DIR", grid.certificates().toString(),
                    "X509_USER_CERT", grid.hostCertificate().toString(),
                    "X509_USER_KEY", grid.hostKey().toString(),
                    "GRIDMAP", grid.gridmap().toString()))
            .within(Duration.ofSeconds(20));
    return new GridFtpServer(
        Daemon.start(
            command,
            folder.resolve("gridftp.out"),
            Pattern.compile("Server listening at .*:(\\d+)")));
  }

  /** Where it listens. */
  public int port() {
    return Integer.parseInt(daemon.ready(1));
  }

  @Override
  public void close() {
    daemon.close();
  }
}
