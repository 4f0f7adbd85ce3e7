// SPDX-License-Identifier: Apache-2.0
package dev.bora.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SecretFileTest {
  @TempDir private Path dir;

  private Path file(String content, String permissions) throws IOException {
    Path file = Files.writeString(dir.resolve("secret"), content);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  @ParameterizedTest
  @ValueSource(strings = {"hunter2", "hunter2\n", "hunter2\r\n"})
  void readsTheLine(String content) throws IOException, SiteException {
    Secret secret = SecretFile.read(file(content, "rw-------"));
    assertThat(secret.reveal()).isEqualTo("hunter2");
    assertThat(secret).hasToString("(hidden)");
    assertThat(secret.matches("hunter2")).isTrue();
    assertThat(secret.matches("hunter")).isFalse();
  }

  @Test
  void keepsBlanks() throws IOException, SiteException {
    assertThat(SecretFile.read(file(" a b \n", "r--------")).reveal()).isEqualTo(" a b ");
  }

  @ParameterizedTest
  @CsvSource({
    "rw-r--r--, 0644",
    "rw-r-----, 0640",
    "rw----r--, 0604",
    "rw--w----, 0620",
    "rwx------, 0700"
  })
  void refusesAFileThatIsOpenToOthers(String permissions, String mode) throws IOException {
    Path file = file("hunter2", permissions);
    assertThatThrownBy(() -> SecretFile.read(file))
        .isInstanceOf(SiteException.class)
        .hasMessage(
            "%s: mode %s is refused; permitted: 0600 or stricter (chmod 600 %s)"
                .formatted(file, mode, file));
  }

  @ParameterizedTest
  @CsvSource({
    "'', must not be empty",
    "'\n', must not be empty",
    "'hunter2\nhunter3\n', has one line",
    "'a\u0000b', has one line"
  })
  void refusesWhatIsNotOneLine(String content, String reason) throws IOException {
    Path file = file(content, "rw-------");
    assertThatThrownBy(() -> SecretFile.read(file))
        .isInstanceOf(SiteException.class)
        .hasMessageStartingWith(file + ": a secret file ")
        .hasMessageContaining(reason)
        .hasMessageNotContaining("hunter");
  }

  @Test
  void refusesWhatIsNoFile() throws IOException {
    Path folder = Files.createDirectory(dir.resolve("folder"));
    assertThatThrownBy(() -> SecretFile.read(folder))
        .isInstanceOf(SiteException.class)
        .hasMessage(folder + ": a secret file must be a regular file");
    Path absent = dir.resolve("absent");
    assertThatThrownBy(() -> SecretFile.read(absent))
        .isInstanceOf(SiteException.class)
        .hasMessage(absent + ": No such file or directory");
    Path large = file("x".repeat(5000), "rw-------");
    assertThatThrownBy(() -> SecretFile.read(large))
        .isInstanceOf(SiteException.class)
        .hasMessage(large + ": a secret file has at most 4096 bytes");
  }

  @Test
  void refusesBytesThatAreNotUtf8() throws IOException {
    Path file = file("", "rw-------");
    Files.write(file, new byte[] {(byte) 0xc3, 0x28});
    assertThatThrownBy(() -> SecretFile.read(file))
        .isInstanceOf(SiteException.class)
        .hasMessage(file + ": a secret file is text in UTF-8");
  }
}
