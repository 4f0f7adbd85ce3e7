// SPDX-License-Identifier: Apache-2.0
package dev.bora.door;

import dev.bora.filesystem.AreaBusyException;
import dev.bora.filesystem.FileDetails;
import dev.bora.filesystem.HiddenName;
import dev.bora.filesystem.ObjectId;
import dev.bora.filesystem.StorageArea;
import dev.bora.filesystem.posix.FileKind;
import dev.bora.filesystem.posix.FileStatus;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/** An open file of a storage area. Every system call is made on the area's own threads. */
final class AreaFile implements AutoCloseable {
  private static final int LOOKS = 5;

  private final StorageArea area;
  private final FileChannel channel;
  private final FileStatus status;
  private final Optional<String> adler32;

  private AreaFile(
      StorageArea area, FileChannel channel, FileStatus status, Optional<String> adler32) {
    this.area = area;
    this.channel = channel;
    this.status = status;
    this.adler32 = adler32;
  }

  /**
   * Opens what a grant is for, to read it: the published file, or the upload as far as it is.
   *
   * @throws NoSuchFileException it is not there (any more), or is no file, or nothing was put yet
   */
  static AreaFile forReading(Grant grant) throws IOException, InterruptedException {
    StorageArea area = grant.area();
    Optional<HiddenName> upload = grant.upload();
    return area.call(() -> upload.isPresent() ? readUpload(area, upload.get()) : readFile(grant));
  }

  private static AreaFile readUpload(StorageArea area, HiddenName name) throws IOException {
    FileChannel channel = area.creation().openUpload(name);
    try {
      FileStatus status =
          area.creation().upload(name).orElseThrow(() -> new NoSuchFileException(name.toString()));
      Optional<String> adler32 = area.creation().checksum(name);
      if (status.size() == 0 && adler32.isEmpty()) {
        // Nothing was put yet. Clients that find a file there would first want to remove it.
        throw new NoSuchFileException(name.toString());
      }
      return new AreaFile(area, channel, status, adler32);
    } catch (IOException | RuntimeException failure) {
      channel.close();
      throw failure;
    }
  }

  private static AreaFile readFile(Grant grant) throws IOException {
    // The status must be that of the object that was opened: look before and after.
    for (int look = 0; look < LOOKS; look++) {
      FileDetails before = file(grant);
      FileChannel channel = grant.area().reader().openFile(grant.path());
      try {
        FileDetails after = file(grant);
        if (after.id().sameObjectAs(before.id())) {
          return new AreaFile(grant.area(), channel, after.status(), after.adler32());
        }
        channel.close();
      } catch (IOException | RuntimeException failure) {
        channel.close();
        throw failure;
      }
    }
    throw new IOException(grant.path() + ": replaced again and again while it was opened");
  }

  private static FileDetails file(Grant grant) throws IOException {
    return grant
        .area()
        .reader()
        .stat(grant.path())
        .filter(details -> details.status().kind() == FileKind.FILE)
        .orElseThrow(() -> new NoSuchFileException(grant.path().toString()));
  }

  /**
   * Opens an upload to write it. Its checksum is forgotten: it will not be that of the data any
   * more.
   *
   * @param life of the door, which must go on for each change
   * @param fromScratch whether what was written before goes
   */
  static AreaFile forWriting(StorageArea area, HiddenName name, DoorLife life, boolean fromScratch)
      throws IOException, InterruptedException {
    return area.call(() -> {
      FileChannel channel = area.creation().openUpload(name);
      try {
        life.requireMayWrite();
        area.creation().forgetChecksum(name);
        if (fromScratch) {
          life.requireMayWrite();
          channel.truncate(0);
        }
        FileStatus status =
            area.creation()
                .upload(name)
                .orElseThrow(() -> new NoSuchFileException(name.toString()));
        return new AreaFile(area, channel, status, Optional.empty());
      } catch (IOException | RuntimeException failure) {
        channel.close();
        throw failure;
      }
    });
  }

  /** Bytes, when it was opened. */
  long size() {
    return status.size();
  }

  /** When it was opened. */
  FileStatus status() {
    return status;
  }

  /** The kept checksum, when it was opened. */
  Optional<String> adler32() {
    return adler32;
  }

  /** Which content it is, for a strong entity tag. */
  String contentId() {
    ObjectId id = ObjectId.of(status);
    return "%x-%x-%s".formatted(id.inode(), id.birth(), status.modified());
  }

  /** Bytes now. */
  long currentSize() throws IOException, InterruptedException {
    return area.call(channel::size);
  }

  /**
   * Fills the buffer from a position on, or up to the end of the file.
   *
   * @return bytes that were read; 0 at the end of the file
   */
  int read(ByteBuffer buffer, long position) throws IOException, InterruptedException {
    return area.call(() -> {
      int total = 0;
      while (buffer.hasRemaining()) {
        int count = channel.read(buffer, position + total);
        if (count < 0) {
          break;
        }
        total += count;
      }
      return total;
    });
  }

  /**
   * Writes all of the buffer.
   *
   * @param life of the door; looked at on the thread that writes, for it may have waited long
   */
  void write(ByteBuffer buffer, long position, DoorLife life)
      throws IOException, InterruptedException {
    area.call(() -> {
      long at = position;
      while (buffer.hasRemaining()) {
        life.requireMayWrite();
        at += channel.write(buffer, at);
      }
      return at;
    });
  }

  /** Closes; on some file systems this is where a full disk shows. */
  @Override
  public void close() throws IOException {
    try {
      area.call(() -> {
        channel.close();
        return true;
      });
    } catch (AreaBusyException _) {
      channel.close();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      channel.close();
      throw (IOException) new InterruptedIOException("interrupted").initCause(interrupted);
    }
  }
}
