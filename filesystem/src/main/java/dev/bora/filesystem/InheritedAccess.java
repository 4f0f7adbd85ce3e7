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
  private static final int UNCHANGED = -1;

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

  /** Idempotent: the same directory gives the same again. */
  void applyToFile(Descriptor file, Optional<LocalIdentity> owner) throws PosixException {
    int user = owner.map(LocalIdentity::uid).orElse(Posix.effectiveUser());
    FileStatus before = Posix.status(file);
    changeOwner(file, before, UNCHANGED, group(owner));
    int ownWrite = user == Posix.effectiveUser() ? 0200 : 0;
    setAccess(file, 0666, (directory.permissions() & 0444) | 0400 | ownWrite);
    changeOwner(file, before, user, UNCHANGED);
  }

  void applyToDirectory(Descriptor created, Optional<LocalIdentity> owner) throws PosixException {
    int user = owner.map(LocalIdentity::uid).orElse(Posix.effectiveUser());
    FileStatus before = Posix.status(created);
    changeOwner(created, before, UNCHANGED, group(owner));
    // Before the access list: on an object that has one, chmod would change its mask.
    Posix.changeMode(created, 0700 | (directory.permissions() & SET_GROUP_ID));
    setAccess(created, 0777, directory.permissions() & 0777);
    if (defaults.isPresent()) {
      defaults.get().setDefault(created);
    }
    changeOwner(created, before, user, UNCHANGED);
  }

  private int group(Optional<LocalIdentity> owner) {
    boolean inherited = (directory.permissions() & SET_GROUP_ID) != 0;
    return inherited ? directory.group() : owner.map(LocalIdentity::gid).orElse(UNCHANGED);
  }

  // Without need it is not tried: only root may give files away.
  private static void changeOwner(Descriptor object, FileStatus before, int user, int group)
      throws PosixException {
    boolean needed =
        (user != UNCHANGED && user != before.owner())
            || (group != UNCHANGED && group != before.group());
    if (needed) {
      Posix.changeOwner(object, user, group);
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
