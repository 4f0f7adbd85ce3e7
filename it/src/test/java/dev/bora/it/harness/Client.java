// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * One user at a machine with gfal2: the environment in which programs run. This host has ARC and
 * curl as well.
 *
 * @param certificates X509_CERT_DIR
 * @param proxy X509_USER_PROXY
 * @param home a folder of the user's own: ARC keeps what it learnt of servers there
 * @param container that is the machine; empty for this host
 */
public record Client(Path certificates, Path proxy, Path home, String container) {

  /** A user with a home of his own below {@code homes}. */
  public static Client of(TestGrid grid, String proxy, Path homes) throws IOException {
    return of(grid.certificates(), grid.proxy(proxy), homes);
  }

  /** A user with a home of his own below {@code homes}. */
  public static Client of(Path certificates, Path proxy, Path homes) throws IOException {
    return new Client(certificates, proxy, Files.createTempDirectory(homes, "home"), "");
  }

  /** The same user at a container, which sees these files where this host does. */
  public Client at(String machine) {
    return new Client(certificates, proxy, home, machine);
  }

  /** What gfal2, ARC and Globus look at. */
  public Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>();
    environment.put("HOME", home.toString());
    environment.put("X509_CERT_DIR", certificates.toString());
    environment.put("X509_USER_PROXY", proxy.toString());
    environment.put("GFAL_PYTHONBIN", "/usr/bin/python3");
    return environment;
  }

  /** A program of the user's. */
  public Command command(String... words) {
    if (container.isEmpty()) {
      return Command.of(words).with(environment());
    }
    Command exec = Command.of("docker", "exec");
    for (Map.Entry<String, String> variable : environment().entrySet()) {
      exec = exec.and("--env", variable.getKey() + "=" + variable.getValue());
    }
    return exec.and(container).and(words);
  }

  /** Runs a program of the user's. */
  public Outcome run(String... words) {
    return command(words).run();
  }

  /** Runs a Python program that the tests bring along, with gfal2's binding. */
  public Command python(String program, String... arguments) {
    return command("/usr/bin/python3", Checkout.file("it/src/test/python/" + program).toString())
        .and(arguments);
  }

  /**
   * A curl that shows the proxy, checks the server, and says in its error why it failed; ends with
   * the body on standard output.
   */
  public Command curl(String... arguments) {
    return anonymousCurl("--cert", proxy.toString(), "--key", proxy.toString()).and(arguments);
  }

  /** As {@link #curl}, but it shows nothing. */
  public Command anonymousCurl(String... arguments) {
    return command("curl", "--silent", "--show-error", "--capath", certificates.toString())
        .and(arguments)
        .within(Duration.ofMinutes(1));
  }
}
