// SPDX-License-Identifier: Apache-2.0
package dev.bora.filesystem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.filesystem.posix.FileStatus;
import dev.bora.filesystem.posix.RawName;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An area for one test, with a folder beside it that nothing may touch. */
record AreaFixture(Path base, Path root, Path outside, StorageArea area) implements AutoCloseable {
  CreationSteps creation() {
    return area.creation();
  }

  RemovalSteps removal() {
    return area.removal();
  }

  AreaReader reader() {
    return area.reader();
  }

  /** Creates an upload with a content. */
  ObjectId upload(HiddenName name, String content) throws IOException {
    CreateOutcome outcome = creation().createUpload(name, Optional.empty());
    assertThat(outcome).isInstanceOf(CreateOutcome.Created.class);
    write(name, content);
    return ((CreateOutcome.Created) outcome).id();
  }

  void write(HiddenName name, String content) throws IOException {
    try (FileChannel channel = creation().openUpload(name)) {
      ByteBuffer buffer = ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8));
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    }
  }

  PublishOutcome publish(HiddenName name, String target) throws IOException {
    return creation().publish(name, AreaPath.of(target), Overwrite.NEVER);
  }

  /** Makes a file outside of Bora. */
  ObjectId file(String path, String content) throws IOException {
    Files.writeString(root.resolve(path), content);
    return id(path);
  }

  ObjectId directory(String path) throws IOException {
    Files.createDirectories(root.resolve(path));
    return id(path);
  }

  ObjectId id(String path) throws IOException {
    Optional<FileStatus> status = reader().lookUp(AreaPath.of(path));
    return ObjectId.of(status.orElseThrow());
  }

  String content(String path) throws IOException {
    return Files.readString(root.resolve(path));
  }

  boolean exists(String path) {
    return Files.exists(root.resolve(path), LinkOption.NOFOLLOW_LINKS);
  }

  boolean hidden(HiddenFolder folder, HiddenName name) {
    return exists(".bora/" + folder.folderName() + "/" + name);
  }

  List<HiddenEntry> sweep() throws IOException {
    List<HiddenEntry> entries = new ArrayList<>();
    area.sweep()
        .run(
            new HiddenSweep.Visitor() {
              @Override
              public void entry(HiddenEntry entry) {
                entries.add(entry);
              }

              @Override
              public void unknown(HiddenFolder folder, RawName name) {
                throw new AssertionError("unknown hidden entry " + name);
              }
            },
            () -> true);
    return entries;
  }

  @Override
  public void close() throws IOException {
    area.close();
  }
}
