// SPDX-License-Identifier: Apache-2.0
package dev.bora.bench.endtoend;

import dev.bora.srm.pki.ThrowAwayGrid;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * The site file of one frontend, one backend and one door, with the defaults wherever there are
 * any.
 *
 * @param srmPort of the frontend
 */
record MeasuredSite(Path file, int srmPort) {
  static final String FRONTEND = "frontend";
  static final String BACKEND = "backend";
  static final String DOOR = "door";

  /** Between the nodes; the database takes any password. */
  private static final String SECRET = "a-secret-of-this-benchmark";

  /** Writes it, and what it names. */
  static MeasuredSite write(Path folder, ThrowAwayGrid grid, String database) throws IOException {
    Path secret = folder.resolve("secret");
    Files.writeString(secret, SECRET + "\n");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    List<Integer> ports = freePorts(6);
    Path file = folder.resolve("site.yaml");
    Files.writeString(
        file,
        """
        name: bench
        srm: {host: localhost, port: %1$d}
        nodes:
          frontends:
            %2$s: {address: localhost, srm-port: %1$d, health-port: %3$d}
          backends:
            %4$s: {address: localhost, xml-rpc-port: %5$d, health-port: %6$d}
          doors:
            %16$s: {address: localhost, https-port: %17$d, health-port: %18$d}
        rpc: {secret-file: %7$s, backend-address: "localhost:%5$d"}
        database: {hosts: ["%8$s"], password-file: %7$s}
        security:
          host-certificate: %9$s
          host-key: %10$s
          certificate-directory: %11$s
          voms-directory: %12$s
        transfer:
          protocols: {file: {}, https: {}}
        storage-areas:
          %13$s: {root: %14$s, vos: [%13$s]}
        draining: {notice: 0s}
        logs: {directory: %15$s}
        """
            .formatted(
                ports.get(0),
                FRONTEND,
                ports.get(1),
                BACKEND,
                ports.get(2),
                ports.get(3),
                secret,
                database,
                grid.host().certificateFile(),
                grid.host().keyFile(),
                grid.certificates(),
                grid.vomsDirectory(),
                UserGrid.VO,
                Files.createDirectories(folder.resolve("area")),
                Files.createDirectories(folder.resolve("log")),
                DOOR,
                ports.get(4),
                ports.get(5)));
    return new MeasuredSite(file, ports.get(0));
  }

  private static List<Integer> freePorts(int count) throws IOException {
    List<ServerSocket> sockets = new ArrayList<>();
    try {
      for (int number = 0; number < count; number++) {
        sockets.add(new ServerSocket(0));
      }
      return sockets.stream().map(ServerSocket::getLocalPort).toList();
    } finally {
      for (ServerSocket socket : sockets) {
        socket.close();
      }
    }
  }
}
