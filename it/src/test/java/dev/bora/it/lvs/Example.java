// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.lvs;

import dev.bora.it.harness.BoraCommand;
import dev.bora.it.harness.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The examples of the docs that have directors. */
enum Example {
  ONE_NETWORK,
  TWO_NETWORKS,
  THREE_NETWORKS,
  TUNNELS;

  /**
   * Renders it.
   *
   * @param folder for all that it takes
   * @return a folder for each director
   */
  List<Path> render(Path folder) throws IOException {
    Path password = folder.resolve("vrrp-password");
    Files.createFile(
        password,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(password, "s3cret-1\n");
    String file = "directors-" + name().toLowerCase(Locale.ROOT).replace('_', '-') + ".yaml";
    String text = Files.readString(Checkout.file("docs/examples/" + file));
    Path site = folder.resolve("site.yaml");
    Files.writeString(site, text.replace("/etc/bora/vrrp-password", password.toString()));
    Path rendered = folder.resolve("rendered");
    BoraCommand.brief("lvs", "render", "--site", site.toString(), "--to", rendered.toString())
        .run()
        .succeeded();
    try (Stream<Path> hosts = Files.list(rendered)) {
      return hosts.filter(host -> Files.exists(host.resolve("keepalived.conf"))).sorted().toList();
    }
  }
}
