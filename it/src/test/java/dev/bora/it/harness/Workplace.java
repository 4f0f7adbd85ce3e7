// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A folder for a deployment, which local accounts can pass through, as they can at a site;
 * temporary folders of JUnit let nobody in. Its logs stay in the module's target folder when it
 * goes.
 *
 * @param folder mode 0755
 * @param logs what is kept
 */
public record Workplace(Path folder, Path logs) implements AutoCloseable {

  /** Makes one. */
  public static Workplace make(String name) throws IOException {
    Path folder = Files.createTempDirectory("bora-it-" + name);
    Command.of("chmod", "755", folder.toString()).run().succeeded();
    Path logs = Checkout.made("logs/" + name);
    Command.of("rm", "-rf", logs.toString()).run().succeeded();
    return new Workplace(folder, Files.createDirectories(logs));
  }

  @Override
  public void close() {
    Command.of("rm", "-rf", "--one-file-system", folder.toString()).run().succeeded();
  }
}
