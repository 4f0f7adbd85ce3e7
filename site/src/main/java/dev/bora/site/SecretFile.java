// SPDX-License-Identifier: Apache-2.0
package dev.bora.site;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads files that hold one secret each. */
public final class SecretFile {
  private static final int ALL_MODE_BITS = 07777;
  private static final int OWNER_READ_WRITE = 0600;

  /** Longer than any password; /dev/zero by mistake must not fill the memory. */
  private static final int LARGEST = 4096;

  private SecretFile() {}

  /**
   * Reads a secret: the file's only line, in UTF-8. A symbolic link is followed; the rules are for
   * the file that it leads to.
   *
   * @throws SiteException if it is no regular file, if others than its owner have any right to it,
   *     or if it is empty or more than one line; the message says what to do
   */
  public static Secret read(Path file) throws SiteException {
    try {
      refuseOpenToOthers(file);
      return new Secret(onlyLine(file, bytes(file)));
    } catch (NoSuchFileException e) {
      throw new SiteException(file + ": No such file or directory", e);
    } catch (AccessDeniedException e) {
      throw new SiteException(file + ": Permission denied", e);
    } catch (CharacterCodingException e) {
      throw new SiteException(file + ": a secret file is text in UTF-8", e);
    } catch (IOException e) {
      throw new SiteException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private static void refuseOpenToOthers(Path file) throws IOException, SiteException {
    int mode = (int) Files.getAttribute(file, "unix:mode") & ALL_MODE_BITS;
    if (!Files.isRegularFile(file)) {
      throw new SiteException(file + ": a secret file must be a regular file");
    }
    if ((mode & ~OWNER_READ_WRITE) != 0) {
      throw new SiteException(
          "%s: mode %04o is refused; permitted: 0600 or stricter (chmod 600 %s)"
              .formatted(file, mode, file));
    }
  }

  private static byte[] bytes(Path file) throws IOException, SiteException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw new SiteException(file + ": a secret file has at most " + LARGEST + " bytes");
      }
      return bytes;
    }
  }

  private static String onlyLine(Path file, byte[] bytes)
      throws CharacterCodingException, SiteException {
    String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    String line = text.replaceFirst("\\R\\z", "");
    if (line.isBlank()) {
      throw new SiteException(file + ": a secret file must not be empty");
    }
    if (line.chars().anyMatch(Character::isISOControl)) {
      throw new SiteException(file + ": a secret file has one line without control characters");
    }
    return line;
  }
}
