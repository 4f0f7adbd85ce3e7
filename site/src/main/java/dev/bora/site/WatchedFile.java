// SPDX-License-Identifier: Apache-2.0
package dev.bora.site;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a file says, read again after it changed; what it last said properly while it is broken. */
final class WatchedFile<T> {
  private static final Logger log = LoggerFactory.getLogger(WatchedFile.class);
  private static final long CHECK_INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Makes something of the file's text. */
  @FunctionalInterface
  interface Reader<T> {
    T read(String text) throws BrokenException;
  }

  /** A file whose text is not what it should be. */
  static final class BrokenException extends IOException {
    private static final long serialVersionUID = 1L;

    BrokenException(List<String> problems) {
      super(String.join("; ", problems));
    }
  }

  /** What changes when somebody writes or replaces a file. */
  private record Version(FileTime modified, long size, @Nullable Object inode) {
    static Version of(Path file) throws IOException {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return new Version(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
    }
  }

  private final Path file;
  private final Reader<T> reader;
  private final NanoClock clock;
  private final ReentrantLock checking = new ReentrantLock();

  private volatile T current;
  private volatile long checkedAt;

  /** The version last read, good or broken; null while there is no file. Guarded by checking. */
  private @Nullable Version tried;

  /** What was logged since the last good version. Guarded by checking. */
  private @Nullable String lastFailure;

  private WatchedFile(Path file, Reader<T> reader, NanoClock clock, Version version, T content) {
    this.file = file;
    this.reader = reader;
    this.clock = clock;
    this.tried = version;
    this.current = content;
    this.checkedAt = clock.nanoTime();
  }

  /**
   * Reads a file for the first time.
   *
   * @throws IOException if it cannot be read, or is broken
   */
  static <T> WatchedFile<T> open(Path file, Reader<T> reader, NanoClock clock) throws IOException {
    // Before the reading: a change in between is then found by the next check.
    Version version = Version.of(file);
    return new WatchedFile<>(file, reader, clock, version, reader.read(Files.readString(file)));
  }

  /** What is in force now. */
  T current() {
    if (clock.nanoTime() - checkedAt >= CHECK_INTERVAL_NANOS && checking.tryLock()) {
      try {
        check();
        checkedAt = clock.nanoTime();
      } finally {
        checking.unlock();
      }
    }
    return current;
  }

  private void check() {
    try {
      Version version = Version.of(file);
      if (version.equals(tried)) {
        return;
      }
      String text = Files.readString(file);
      tried = version;
      current = reader.read(text);
      lastFailure = null;
      log.info("{}: read again", file);
    } catch (NoSuchFileException e) {
      // It may come back as it was; then it is no longer gone.
      tried = null;
      logOnce(e);
    } catch (IOException e) {
      logOnce(e);
    }
  }

  private void logOnce(IOException failure) {
    String reason = reason(file, failure);
    if (!reason.equals(lastFailure)) {
      lastFailure = reason;
      log.error("{}; what it last said stays in force", reason);
    }
  }

  /** Why a file could not be read, for a person. */
  static String reason(Path file, IOException failure) {
    return file
        + ": "
        + switch (failure) {
          case NoSuchFileException _ -> "No such file or directory";
          case AccessDeniedException _ -> "Permission denied";
          case CharacterCodingException _ -> "not a text in UTF-8";
          default -> String.valueOf(failure.getMessage());
        };
  }
}
