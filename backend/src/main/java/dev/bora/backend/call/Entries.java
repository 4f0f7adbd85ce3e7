// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend.call;

import dev.bora.backend.work.Result;
import dev.bora.filesystem.AreaPath;
import dev.bora.filesystem.FileDetails;
import dev.bora.filesystem.posix.FileStatus;
import dev.bora.rpc.contract.LsEntry;
import dev.bora.rpc.contract.Outcome;
import dev.bora.srm.surl.FileNames;
import dev.bora.srm.types.TAccessLatency;
import dev.bora.srm.types.TFileLocality;
import dev.bora.srm.types.TFileStorageType;
import dev.bora.srm.types.TFileType;
import dev.bora.srm.types.TPermissionMode;
import dev.bora.srm.types.TRetentionPolicy;
import org.jspecify.annotations.Nullable;

/** Entries of listings, from what the file system says. */
final class Entries {
  private Entries() {}

  static String text(AreaPath path) {
    return FileNames.show(path.bytes());
  }

  /** An entry of which only the status is told. */
  static LsEntry refused(int index, String path, Result result) {
    return new LsEntry(
        index,
        0,
        path,
        outcome(result),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  static LsEntry entry(
      int index, int depth, AreaPath path, FileDetails details, Result result, boolean detailed) {
    FileStatus status = details.status();
    TFileType type = type(status);
    long size = type == TFileType.FILE ? status.size() : 0;
    if (!detailed) {
      return new LsEntry(
          index,
          depth,
          text(path),
          outcome(result),
          type.name(),
          size,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null);
    }
    boolean file = type == TFileType.FILE;
    return new LsEntry(
        index,
        depth,
        text(path),
        outcome(result),
        type.name(),
        size,
        status.born().orElse(status.changed()).toEpochMilli(),
        status.modified().toEpochMilli(),
        details.owner(),
        TPermissionMode.ofBits(details.ownerPermissions()).name(),
        details.group(),
        TPermissionMode.ofBits(details.groupPermissions()).name(),
        TPermissionMode.ofBits(details.otherPermissions()).name(),
        details.adler32().isPresent() ? "ADLER32" : null,
        details.adler32().orElse(null),
        file ? TFileLocality.ONLINE.name() : null,
        file ? TFileStorageType.PERMANENT.name() : null,
        TRetentionPolicy.REPLICA.name(),
        TAccessLatency.ONLINE.name(),
        file ? -1 : null,
        file ? -1 : null,
        null);
  }

  static LsEntry withSize(LsEntry entry, @Nullable Long size) {
    return new LsEntry(
        entry.pathIndex(),
        entry.depth(),
        entry.path(),
        entry.outcome(),
        TFileType.FILE.name(),
        size,
        entry.createdMillis(),
        entry.modifiedMillis(),
        entry.owner(),
        entry.ownerMode(),
        entry.group(),
        entry.groupMode(),
        entry.otherMode(),
        null,
        null,
        entry.locality(),
        entry.storageType(),
        entry.retentionPolicy(),
        entry.accessLatency(),
        entry.lifetimeAssigned(),
        entry.lifetimeLeft(),
        entry.spaceTokens());
  }

  private static TFileType type(FileStatus status) {
    return switch (status.kind()) {
      case FILE, OTHER -> TFileType.FILE;
      case DIRECTORY -> TFileType.DIRECTORY;
      case LINK -> TFileType.LINK;
    };
  }

  private static Outcome outcome(Result result) {
    return NameSpaceCalls.outcome(result);
  }
}
