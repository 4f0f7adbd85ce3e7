// SPDX-License-Identifier: Apache-2.0
package dev.bora.filesystem;

import dev.bora.filesystem.posix.AccessControlList;
import dev.bora.filesystem.posix.Descriptor;
import dev.bora.filesystem.posix.FileStatus;
import dev.bora.filesystem.posix.Posix;
import dev.bora.filesystem.posix.PosixException;
import java.util.Optional;

/**
 * Who may do what with an object that gets a name in a directory: the directory's default ACL, its
 * group if its set-group-id bit is on, and its mode.
 *
 * <p>Without a default ACL a file may be read by those who may read the directory, and written by
 * Bora's own user only: a published file is not written again. With one, the list says who may
 * write.
 */
final class InheritedAccess {
  private static final int SET_GROUP_ID = 02000;

  private final FileStatus directory;
  private final Optional<AccessControlList> defaults;
  private final AreaFeatures features;

  private InheritedAccess(
      FileStatus directory, Optional<AccessControlList> defaults, AreaFeatures features) {
    this.directory = directory;
    this.defaults = defaults;
    this.features = features;
  }

  static InheritedAccess of(Descriptor directory, AreaFeatures features) throws PosixException {
    Optional<AccessControlList> defaults =
        features.accessControlLists() ? AccessControlList.defaultOf(directory) : Optional.empty();
    return new InheritedAccess(Posix.status(directory), defaults, features);
  }

  /**
   * Gives a file to Bora's user, and then its permissions: an owner could undo them, were it the
   * other way round. Idempotent: the same directory gives the same again.
   */
  void applyToFile(Descriptor file) throws PosixException {
    own(file);
    setAccess(file, 0666, (directory.permissions() & 0444) | 0600);
  }

  void applyToDirectory(Descriptor created) throws PosixException {
    own(created);
    // Before the access list: on an object that has one, chmod would change its mask.
    Posix.changeMode(created, 0700 | (directory.permissions() & SET_GROUP_ID));
    setAccess(created, 0777, directory.permissions() & 0777);
    if (defaults.isPresent()) {
      defaults.get().setDefault(created);
    }
  }

  // In one call, and without need not at all: not every user may change owners.
  private void own(Descriptor object) throws PosixException {
    FileStatus before = Posix.status(object);
    boolean foreign = before.owner() != Posix.effectiveUser();
    int group = before.group();
    if ((directory.permissions() & SET_GROUP_ID) != 0) {
      group = directory.group();
    } else if (foreign) {
      group = Posix.effectiveGroup();
    }
    if (foreign || group != before.group()) {
      Posix.changeOwner(object, Posix.effectiveUser(), group);
    }
  }

  private void setAccess(Descriptor object, int creationMode, int permissions)
      throws PosixException {
    if (defaults.isPresent()) {
      defaults.get().inheritedWith(creationMode).setAccess(object);
    } else if (features.accessControlLists()) {
      // In one call, so that no moment has the old list's mask as the group's permissions.
      int setGroup = Posix.status(object).permissions() & SET_GROUP_ID;
      AccessControlList.ofMode(permissions).setAccess(object);
      if ((Posix.status(object).permissions() & SET_GROUP_ID) != setGroup) {
        Posix.changeMode(object, permissions | setGroup);
      }
    } else {
      Posix.changeMode(object, permissions | (Posix.status(object).permissions() & SET_GROUP_ID));
    }
  }
}
