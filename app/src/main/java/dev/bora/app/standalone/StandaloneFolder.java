// SPDX-License-Identifier: Apache-2.0
package dev.bora.app.standalone;

import dev.bora.app.failure.RefusedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.regex.Pattern;

/** The folder that holds all of a standalone Bora. One process at a time has it: a file lock. */
final class StandaloneFolder implements AutoCloseable {
  private static final Set<PosixFilePermission> PRIVATE =
      PosixFilePermissions.fromString("rwx------");

  /** The kernel takes 107 bytes for the path of a socket; the database's is the longest here. */
  private static final int LONGEST_SOCKET_PATH = 107;

  /** MariaDB's install script is a shell script that quotes little. */
  private static final Pattern PLAIN = Pattern.compile("[^\\s\\\\'\"$`*?\\[\\];&|<>()]+");

  private final Path root;
  private final FileChannel lock;

  private StandaloneFolder(Path root, FileChannel lock) {
    this.root = root;
    this.lock = lock;
  }

  /**
   * Opens the folder, made when missing, and takes it for this process.
   *
   * @throws IOException it cannot be made or written to
   * @throws RefusedException another process has it, or its path is too long
   */
  static StandaloneFolder open(Path folder) throws IOException, RefusedException {
    Path root = made(folder);
    FileChannel lock =
        FileChannel.open(
            root.resolve("lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    try {
      StandaloneFolder opened = new StandaloneFolder(root, lock);
      opened.take();
      opened.complete();
      return opened;
    } catch (IOException | RefusedException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static Path made(Path folder) throws IOException {
    try {
      return Files.createDirectories(folder).toRealPath();
    } catch (FileAlreadyExistsException e) {
      throw (IOException) new NotDirectoryException(e.getFile()).initCause(e);
    }
  }

  private void take() throws IOException, RefusedException {
    if (!isTaken()) {
      ByteBuffer buffer = ByteBuffer.allocate(20);
      lock.read(buffer, 0);
      String holder = StandardCharsets.US_ASCII.decode(buffer.flip()).toString().strip();
      throw new RefusedException(
          "%s: another bora standalone%s is running in this folder"
              .formatted(root, holder.isEmpty() ? "" : " (process " + holder + ")"));
    }
    lock.truncate(0);
    String holder = ProcessHandle.current().pid() + "\n";
    lock.write(ByteBuffer.wrap(holder.getBytes(StandardCharsets.US_ASCII)), 0);
  }

  private boolean isTaken() throws IOException {
    try {
      // Held by the open channel, and so by the process, until either is closed.
      FileLock taken = lock.tryLock();
      return taken != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private void complete() throws IOException, RefusedException {
    if (!PLAIN.matcher(root.toString()).matches()) {
      throw new RefusedException(
          root + ": the embedded database takes no blanks, quotes or dollar signs in its path");
    }
    int length =
        database().resolve("mariadb.sock").toString().getBytes(StandardCharsets.UTF_8).length;
    if (length > LONGEST_SOCKET_PATH) {
      throw new RefusedException(
          "%s: File name too long: the path of the database's socket would have %d bytes, and %d are the most"
              .formatted(root, length, LONGEST_SOCKET_PATH));
    }
    for (Path secret : new Path[] {database(), etc(), grid(), temporary()}) {
      Files.createDirectories(secret, PosixFilePermissions.asFileAttribute(PRIVATE));
    }
    Files.createDirectories(area());
    Files.createDirectories(logs());
  }

  Path root() {
    return root;
  }

  /** The throw-away grid; see {@link dev.bora.srm.pki.ThrowAwayGrid}. */
  Path grid() {
    return root.resolve("grid");
  }

  Path proxy() {
    return grid().resolve("proxy.pem");
  }

  /** The data of the database. */
  Path database() {
    return root.resolve("db");
  }

  /** For what the database puts down for a while. */
  Path temporary() {
    return root.resolve("tmp");
  }

  /** The programs of the database. */
  Path databasePrograms() {
    return root.resolve("mariadb");
  }

  /** The storage area. */
  Path area() {
    return root.resolve("storage").resolve(StandaloneSite.VO);
  }

  Path etc() {
    return root.resolve("etc");
  }

  Path siteFile() {
    return etc().resolve("site.yaml");
  }

  Path databaseSecret() {
    return etc().resolve("database.secret");
  }

  Path rpcSecret() {
    return etc().resolve("rpc.secret");
  }

  Path logs() {
    return root.resolve("log");
  }

  /** Shell commands that let clients find grid and proxy. */
  Path environment() {
    return root.resolve("env.sh");
  }

  /** Gives the folder back. */
  @Override
  public void close() throws IOException {
    lock.close();
  }
}
