// SPDX-License-Identifier: Apache-2.0
package dev.bora.filesystem;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.bora.filesystem.posix.Posix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** File systems under test: mounted once per run, where the tests may mount. */
enum TestFileSystem {
  /** Whatever holds /tmp. */
  TMP,
  /** The same without rename flags, user attributes and ACLs. */
  TMP_WITHOUT_EXTRAS,
  TMPFS,
  EXT4,
  XFS,
  BTRFS;

  private static final AreaFeatures NO_EXTRAS = new AreaFeatures(false, false, false, true);
  private static final Map<TestFileSystem, Path> MOUNTED = new EnumMap<>(TestFileSystem.class);

  /** A new area on this file system; aborts the test with the reason if there is none to be had. */
  AreaFixture newArea() throws Exception {
    Path base = Files.createTempDirectory(directory(), "case");
    Files.setPosixFilePermissions(base, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path root = Files.createDirectory(base.resolve("area"));
    Path outside = Files.createDirectory(base.resolve("outside"));
    return new AreaFixture(base, root, outside, open(root));
  }

  StorageArea open(Path root) throws IOException {
    return this == TMP_WITHOUT_EXTRAS
        ? StorageArea.open("test", root, AreaLimits.DEFAULT, NO_EXTRAS)
        : StorageArea.open("test", root, AreaLimits.DEFAULT);
  }

  boolean hasExtras() {
    return this != TMP_WITHOUT_EXTRAS;
  }

  private Path directory() throws Exception {
    synchronized (MOUNTED) {
      if (!MOUNTED.containsKey(this)) {
        MOUNTED.put(this, prepare());
      }
      return MOUNTED.get(this);
    }
  }

  private Path prepare() throws Exception {
    Path directory = Files.createTempDirectory("bora-" + name().toLowerCase(Locale.ROOT));
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    switch (this) {
      case TMP, TMP_WITHOUT_EXTRAS -> {}
      case TMPFS -> {
        needRoot();
        mount(directory, "mount", "-t", "tmpfs", "tmpfs", directory.toString());
      }
      case EXT4 -> mountImage(directory, "mkfs.ext4");
      case XFS -> mountImage(directory, "mkfs.xfs");
      case BTRFS -> mountImage(directory, "mkfs.btrfs");
    }
    Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(directory)));
    return directory;
  }

  private void needRoot() {
    if (Posix.effectiveUser() != 0) {
      abort("only root may mount " + this);
    }
  }

  private void mountImage(Path directory, String maker) throws Exception {
    needRoot();
    Path image = Path.of(directory + ".img");
    run("truncate", "-s", "400M", image.toString());
    mount(directory, maker, "-q", image.toString());
    mount(directory, "mount", "-o", "loop", image.toString(), directory.toString());
    // The mounted file system keeps the image alive.
    Files.delete(image);
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private void mount(Path directory, String... command) throws Exception {
    try {
      run(command);
    } catch (IOException failure) {
      Files.deleteIfExists(Path.of(directory + ".img"));
      abort("no " + this + " here: " + failure.getMessage());
    }
  }

  private static void remove(Path directory) {
    try {
      if (MountTable.read().isMountPoint(directory.toString())) {
        run("umount", "-l", directory.toString());
      }
      run("rm", "-rf", "--one-file-system", directory.toString());
    } catch (IOException | InterruptedException failure) {
      throw new IllegalStateException("left behind: " + directory, failure);
    }
  }

  static String run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    int status = process.waitFor();
    if (status != 0) {
      throw new IOException(String.join(" ", command) + " ended with " + status + ": " + output);
    }
    return output;
  }
}
