// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.lab;

import dev.bora.it.lab.LabShape.Layout;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

/**
 * Two directors with tunnels to two machines that stand for frontends: this host's kernel may lack
 * what unpacks, so they boot one that has it, in which no JVM would fit, and answer with their
 * names.
 */
public final class TunnelLab implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final LabGround ground;
  private final Directors directors;
  private final List<Machine> realServers;

  private TunnelLab(LabGround ground) {
    this.ground = ground;
    this.directors = ground.directors();
    this.realServers =
        ground.site().frontends().entrySet().stream()
            .map(one ->
                ground.machine(
                    one.getKey(), ground.plans().realServer(one.getKey(), one.getValue())))
            .toList();
  }

  /** Starts it; the directors know both real servers when this returns. */
  public static TunnelLab start() throws IOException {
    return LabGround.prepare(
        LabShape.of(Layout.TUNNELS),
        ground -> {
          TunnelLab lab = new TunnelLab(ground);
          lab.directors.all().forEach(Machine::start);
          lab.directors.awaitBoth();
          lab.realServers.forEach(Machine::start);
          lab.realServers.forEach(one -> lab.directors.awaitWell(one.name()));
          return lab;
        });
  }

  /** The directors. */
  public Directors directors() {
    return directors;
  }

  /** In the place of frontends. */
  public List<Machine> realServers() {
    return realServers;
  }

  /**
   * Who answers a new connection through the virtual address.
   *
   * @throws IOException nobody
   */
  public String ask() throws IOException, InterruptedException {
    URI uri =
        URI.create("http://%s:%d/".formatted(ground.site().at().frontendVip(), LabSite.SRM_PORT));
    try (HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      return http.send(
              HttpRequest.newBuilder(uri).timeout(PATIENCE).build(), BodyHandlers.ofString())
          .body()
          .strip();
    }
  }

  @Override
  public void close() {
    ground.close();
  }
}
