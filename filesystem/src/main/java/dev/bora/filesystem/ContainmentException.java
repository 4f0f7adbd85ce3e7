// SPDX-License-Identifier: Apache-2.0
package dev.bora.filesystem;

import java.io.IOException;

/**
 * A path that is well formed, but that the file system leads somewhere a storage area does not go.
 */
public final class ContainmentException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Why a path is refused. */
  public enum Reason {
    /**
     * A component is a symbolic link, and the operation changes something; or links form a loop.
     */
    SYMBOLIC_LINK("symbolic link among its components"),
    /** A link leads out of the storage area. */
    LEADS_OUTSIDE("leads outside the storage area"),
    /** A link leads into the area's hidden folder. */
    HIDDEN_FOLDER("leads into a reserved folder"),
    /**
     * A mount point, file set, subvolume or project of its own below the root: renames cannot cross
     * it.
     */
    OTHER_FILE_SYSTEM("lies on another file system than the root of its storage area");

    private final String wording;

    Reason(String wording) {
      this.wording = wording;
    }
  }

  private final Reason reason;

  ContainmentException(Reason reason, AreaPath path) {
    super(path + ": " + reason.wording);
    this.reason = reason;
  }

  /** Why the path was refused. */
  public Reason reason() {
    return reason;
  }
}
