// SPDX-License-Identifier: Apache-2.0
package dev.bora.site;

import dev.bora.site.binding.Between;
import dev.bora.site.binding.Default;
import dev.bora.site.binding.Defunct;
import dev.bora.site.binding.Derived;
import dev.bora.site.binding.DurationText;
import dev.bora.site.binding.Section;
import dev.bora.site.binding.SectionCheck;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The calls from frontends to backends.
 *
 * @param backendAddress where frontends call: the virtual address of the backends, a name with an
 *     address of each, or the only one; never null in a {@link Site}
 * @param secretFile a secret file, the same on all frontends and backends
 * @param connectTimeout the longest wait for a connection
 * @param callTimeout the longest wait for an answer
 * @param connections the most connections of one frontend
 * @param maxAge when a connection is replaced, so that calls are balanced anew; each connection
 *     takes a random part off
 */
@Defunct(key = "secret", instead = "secret-file, the path of a file of mode 0600")
public record Rpc(
    @Derived("the virtual address in lvs, or the only backend") @Nullable HostPort backendAddress,
    Path secretFile,
    @Default("1s") @Between(min = "100ms", max = "1m") Duration connectTimeout,
    @Default("1m") @Between(min = "1s", max = "1h") Duration callTimeout,
    @Default("64") @Between(min = "1", max = "10000") int connections,
    @Default("10s") @Between(min = "1s", max = "1d") Duration maxAge)
    implements Section {

  /** For each address that is called, of a Linux host: net.ipv4.ip_local_port_range. */
  private static final int PORTS = 28_000;

  /** So long a port of a connection that was closed is not used again: TIME_WAIT. */
  private static final Duration CLOSED = Duration.ofMinutes(1);

  /** The most that a connection takes off its age. */
  public static final double AGE_JITTER = 0.3;

  /** Connections that are replaced need ports beside those that are open. */
  @Override
  public void check(SectionCheck check) {
    double shortest = maxAge.toMillis() * (1 - AGE_JITTER);
    int most = (int) (PORTS / (1 + CLOSED.toMillis() / shortest));
    if (connections > most) {
      check.refuse(
          "connections",
          connections,
          "at most %d with a max-age of %s: the port of one that was replaced stays in use for a minute"
              .formatted(most, DurationText.format(maxAge)));
    }
  }

  Rpc withBackendAddress(HostPort address) {
    return new Rpc(address, secretFile, connectTimeout, callTimeout, connections, maxAge);
  }

  /**
   * Where frontends call.
   *
   * @throws NullPointerException outside of a {@link Site}
   */
  public HostPort target() {
    return Objects.requireNonNull(backendAddress, "backend-address");
  }
}
