// SPDX-License-Identifier: Apache-2.0
package dev.bora.app.srm;

import dev.bora.srm.surl.InvalidSurlException;
import dev.bora.srm.surl.Surl;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** SURLs on the command line; the one of a server alone may lack the last slash. */
final class SurlConverter implements ITypeConverter<Surl> {
  @Override
  public Surl convert(String text) {
    try {
      return Surl.parse(text.matches("(?i)srm://[^/]+") ? text + "/" : text);
    } catch (InvalidSurlException e) {
      throw new TypeConversionException("'" + text + "': " + e.explanation());
    }
  }

  /** The SURL of something in a directory. */
  static Surl below(Surl directory, String name) throws InvalidSurlException {
    String text = directory.text();
    return Surl.parse(text.endsWith("/") ? text + name : text + "/" + name);
  }

  /** The last part of its path; empty for the root. */
  static String name(Surl surl) {
    return surl.path().substring(surl.path().lastIndexOf('/') + 1);
  }
}
