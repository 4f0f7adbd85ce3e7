// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** An ext4 file system of its own, in a file, that can be frozen: every change waits then. */
public final class LoopMount implements AutoCloseable {

  private static final int MEGABYTES = 400;

  private final Path directory;
  private final Thread lastResort = new Thread(this::end, "loop-mount-end");

  private LoopMount(Path directory) {
    this.directory = directory;
  }

  /** Makes one, mounted at a directory that it makes too. */
  public static LoopMount at(Path directory) throws IOException {
    return at(directory, MEGABYTES);
  }

  /** The same of a size. */
  public static LoopMount at(Path directory, int megabytes) throws IOException {
    Files.createDirectory(directory);
    Path image = directory.resolveSibling(directory.getFileName() + ".img");
    Command.of("truncate", "-s", megabytes + "M", image.toString()).run().succeeded();
    Command.of("mkfs.ext4", "-q", image.toString()).run().succeeded();
    Command.of("mount", "-o", "loop", image.toString(), directory.toString()).run().succeeded();
    Files.delete(image); // the mount keeps it alive
    LoopMount mount = new LoopMount(directory);
    // Whoever waits for a frozen file system cannot be killed.
    Runtime.getRuntime().addShutdownHook(mount.lastResort);
    return mount;
  }

  /** Where it is. */
  public Path directory() {
    return directory;
  }

  /** Lets every change wait. */
  public void freeze() {
    Command.of("fsfreeze", "-f", directory.toString()).run().succeeded();
  }

  /** Lets every change that waits go on, and is content if none does. */
  public void thaw() {
    Command.of("fsfreeze", "-u", directory.toString()).run();
  }

  private void end() {
    thaw();
    Command.of("umount", "-l", directory.toString()).run().succeeded();
  }

  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(lastResort);
    end();
  }
}
