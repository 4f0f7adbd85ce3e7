// SPDX-License-Identifier: Apache-2.0
package dev.bora.filesystem;

import static org.junit.jupiter.api.Assumptions.abort;

import dev.bora.filesystem.posix.Posix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file system for one test, which that may freeze, thaw and mount again: never shared, for who
 * else looks at a frozen one waits too.
 */
public final class TestMount implements AutoCloseable {
  private final Path directory;
  private final Thread lastResort = new Thread(this::remove);

  private TestMount(Path directory) {
    this.directory = directory;
  }

  /**
   * Makes and mounts one; aborts the test with the reason where that cannot be done.
   *
   * @param kind for example ext4
   */
  public static TestMount of(String kind) throws IOException, InterruptedException {
    if (Posix.effectiveUser() != 0) {
      abort("only root may mount");
    }
    TestMount mount = new TestMount(Files.createTempDirectory("bora-" + kind));
    Path image = Path.of(mount.directory + ".img");
    try {
      TestFileSystem.run("truncate", "-s", "400M", image.toString());
      TestFileSystem.run("mkfs." + kind, "-q", image.toString());
      TestFileSystem.run("mount", "-o", "loop", image.toString(), mount.directory.toString());
    } catch (IOException failure) {
      mount.remove();
      abort("no " + kind + " here: " + failure.getMessage());
    } finally {
      // The mounted file system keeps the image alive.
      Files.deleteIfExists(image);
    }
    // A test that is killed must not leave a frozen mount behind.
    Runtime.getRuntime().addShutdownHook(mount.lastResort);
    return mount;
  }

  /** Where it is mounted. */
  public Path directory() {
    return directory;
  }

  /** Every change waits in the kernel until this is closed: before anything that waits for it. */
  public Frozen freeze() throws IOException, InterruptedException {
    TestFileSystem.run("fsfreeze", "-f", directory.toString());
    return new Frozen();
  }

  /** A frozen file system. */
  public final class Frozen implements AutoCloseable {
    private boolean thawed;

    /** Ends the freeze. */
    @Override
    public void close() throws IOException {
      if (!thawed) {
        thawed = true;
        try {
          TestFileSystem.run("fsfreeze", "-u", directory.toString());
        } catch (InterruptedException interrupted) {
          throw new IOException("left frozen: " + directory, interrupted);
        }
      }
    }
  }

  /** From now on every change is refused, or is not any more. */
  public void remount(boolean readOnly) throws IOException, InterruptedException {
    TestFileSystem.run("mount", "-o", readOnly ? "remount,ro" : "remount,rw", directory.toString());
  }

  private void remove() {
    try {
      if (MountTable.read().isMountPoint(directory.toString())) {
        // The umount of a frozen file system would wait; if it is not frozen, nothing is lost.
        new ProcessBuilder("fsfreeze", "-u", directory.toString()).start().waitFor();
        TestFileSystem.run("umount", "-l", directory.toString());
      }
      Files.deleteIfExists(directory);
    } catch (IOException | InterruptedException failure) {
      throw new IllegalStateException("left behind: " + directory, failure);
    }
  }

  /** Thaws and unmounts it. */
  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(lastResort);
    remove();
  }
}
