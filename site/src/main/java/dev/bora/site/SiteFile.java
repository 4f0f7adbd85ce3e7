// SPDX-License-Identifier: Apache-2.0
package dev.bora.site;

import dev.bora.site.binding.Binder;
import dev.bora.site.binding.BindingException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads the site file. */
public final class SiteFile {
  private static final Binder<Site> BINDER = new Binder<>(Site.class, SiteScalars.ALL);

  private SiteFile() {}

  /**
   * Reads and checks a site file. Files that it names (secrets, certificates, gridmap) are not
   * opened: they may be on other nodes.
   *
   * @throws SiteException with a message that lists everything that is wrong with it
   */
  public static Site load(Path file) throws SiteException {
    String text;
    try {
      text = Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new SiteException(file + ": No such file or directory", e);
    } catch (AccessDeniedException e) {
      throw new SiteException(file + ": Permission denied", e);
    } catch (CharacterCodingException e) {
      throw new SiteException(file + ": not a text in UTF-8", e);
    } catch (IOException e) {
      throw new SiteException(file + ": cannot be read: " + e.getMessage(), e);
    }
    return parse(file.toString(), text);
  }

  /**
   * Reads and checks the text of a site file.
   *
   * @param name the file's name, for messages
   * @throws SiteException as {@link #load}
   */
  public static Site parse(String name, String text) throws SiteException {
    try {
      return BINDER.bind(name, text);
    } catch (BindingException e) {
      int count = e.problems().size();
      throw new SiteException(
          name + ": " + (count == 1 ? "1 problem" : count + " problems") + "\n" + e.getMessage(),
          e.problems());
    }
  }
}
