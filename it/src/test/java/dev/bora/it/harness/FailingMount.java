// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.regex.Pattern;

/**
 * A file system of its own, in user space, that fails as it is told: it stands for storage whose
 * servers are busy or away.
 */
public final class FailingMount implements AutoCloseable {

  private static final Pattern MOUNTED = Pattern.compile("mounted");

  private final Path directory;
  private final Path order;
  private final Daemon daemon;
  private final Thread lastResort = new Thread(this::unmount, "failing-mount-end");

  private FailingMount(Path directory, Path order, Daemon daemon) {
    this.directory = directory;
    this.order = order;
    this.daemon = daemon;
  }

  /**
   * Makes one, mounted at a directory that it makes too.
   *
   * @param output of its process
   */
  public static FailingMount at(Path directory, Path output) throws IOException {
    Path behind = Files.createDirectory(beside(directory, "behind"));
    Path order = Files.createFile(beside(directory, "order"));
    Files.createDirectory(directory);
    Command serve =
        Command.of(
            "/usr/bin/python3",
            Checkout.file("it/src/test/python/failing_fs.py").toString(),
            behind.toString(),
            directory.toString(),
            order.toString());
    FailingMount mount = new FailingMount(directory, order, Daemon.start(serve, output, MOUNTED));
    // What is left of it otherwise is a directory that nobody can enter.
    Runtime.getRuntime().addShutdownHook(mount.lastResort);
    return mount;
  }

  private static Path beside(Path directory, String what) {
    return directory.resolveSibling(directory.getFileName() + "." + what);
  }

  /**
   * From now on all fails that is done below a directory.
   *
   * @param errno its name, such as EBUSY
   * @param name of the directory, wherever it is
   */
  public void fail(String errno, String name) throws IOException {
    order(errno + " " + name);
  }

  /** From now on nothing fails any more. */
  public void mend() throws IOException {
    order("");
  }

  private void order(String text) throws IOException {
    Path next = Files.writeString(beside(directory, "next"), text);
    Files.move(next, order, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private void unmount() {
    Command.of("umount", "-l", directory.toString()).run().succeeded();
  }

  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(lastResort);
    unmount();
    int _ = daemon.stop();
  }
}
