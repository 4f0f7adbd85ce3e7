// SPDX-License-Identifier: Apache-2.0
package dev.bora.site;

import java.util.Locale;

/** The protocols that TURLs may have. Written in lower case, as in a URL. */
public enum Protocol {
  /** Direct access on a node that mounts the file system. */
  FILE,
  GSIFTP,
  HTTPS,
  /** HTTPS under the name that some WebDAV clients ask for. */
  DAVS,
  ROOT;

  /** Whether the path of a TURL is that of the file system, not the one of the SURL. */
  public boolean usesPhysicalPath() {
    return switch (this) {
      case FILE, GSIFTP, ROOT -> true;
      case HTTPS, DAVS -> false;
    };
  }

  /** Whether Bora's own doors serve it where no other endpoint is named. */
  public boolean isServedByDoors() {
    return switch (this) {
      case HTTPS, DAVS -> true;
      case FILE, GSIFTP, ROOT -> false;
    };
  }

  /** The word before the colon in a TURL. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
