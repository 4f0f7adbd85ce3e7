// SPDX-License-Identifier: Apache-2.0
package dev.bora.frontend.operation;

import dev.bora.frontend.call.Outcomes;
import dev.bora.frontend.names.Resolution;
import dev.bora.rpc.contract.LsEntry;
import dev.bora.srm.types.TAccessLatency;
import dev.bora.srm.types.TFileLocality;
import dev.bora.srm.types.TFileStorageType;
import dev.bora.srm.types.TFileType;
import dev.bora.srm.types.TGroupPermission;
import dev.bora.srm.types.TMetaDataPathDetail;
import dev.bora.srm.types.TPermissionMode;
import dev.bora.srm.types.TRetentionPolicy;
import dev.bora.srm.types.TRetentionPolicyInfo;
import dev.bora.srm.types.TReturnStatus;
import dev.bora.srm.types.TStatusCode;
import dev.bora.srm.types.TUserPermission;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** From entries that are flattened depth first to the nested answer of srmLs. */
final class LsTree {
  /** An entry whose children are still being gathered. */
  private record Branch(LsEntry entry, List<TMetaDataPathDetail> children) {
    Branch(LsEntry entry) {
      this(entry, new ArrayList<>());
    }
  }

  private final Resolution.Found place;
  private final Deque<Branch> open = new ArrayDeque<>();

  private LsTree(Resolution.Found place) {
    this.place = place;
  }

  /**
   * The answer for one path.
   *
   * @param entries of this path alone; the path itself comes first. One whose parent is missing,
   *     because a part was asked for, hangs on the nearest ancestor that is there
   */
  static TMetaDataPathDetail build(Resolution.Found place, List<LsEntry> entries) {
    if (entries.isEmpty() || entries.getFirst().depth() != 0) {
      return new TMetaDataPathDetail(
          place.surl().path(),
          new TReturnStatus(TStatusCode.SRM_FAILURE, "The backend did not list it"));
    }
    LsTree tree = new LsTree(place);
    tree.open.push(new Branch(entries.getFirst()));
    for (LsEntry entry : entries.subList(1, entries.size())) {
      tree.closeDownTo(entry.depth());
      tree.open.push(new Branch(entry));
    }
    tree.closeDownTo(1);
    return tree.detail(tree.open.pop());
  }

  /** The path alone, with a status of its own. */
  static TMetaDataPathDetail alone(Resolution.Found place, LsEntry entry, TReturnStatus status) {
    return new LsTree(place).detail(entry, status, null);
  }

  private void closeDownTo(int depth) {
    while (open.size() > 1 && open.getFirst().entry().depth() >= depth) {
      TMetaDataPathDetail closed = detail(open.pop());
      open.getFirst().children().add(closed);
    }
  }

  private TMetaDataPathDetail detail(Branch branch) {
    return detail(
        branch.entry(),
        Outcomes.status(branch.entry().outcome()),
        branch.children().isEmpty() ? null : branch.children());
  }

  private TMetaDataPathDetail detail(
      LsEntry entry, TReturnStatus status, @Nullable List<TMetaDataPathDetail> children) {
    return new TMetaDataPathDetail(
        sitePath(entry),
        status,
        entry.size(),
        instant(entry.createdMillis()),
        instant(entry.modifiedMillis()),
        named(TFileStorageType.class, entry.storageType()),
        retention(entry),
        named(TFileLocality.class, entry.locality()),
        entry.spaceTokens(),
        named(TFileType.class, entry.type()),
        entry.lifetimeAssigned(),
        entry.lifetimeLeft(),
        owner(entry),
        group(entry),
        named(TPermissionMode.class, entry.otherMode()),
        entry.checksumType(),
        entry.checksumValue(),
        children);
  }

  /** The path as the client's SURL begins it, with the access point that the client named. */
  private String sitePath(LsEntry entry) {
    String top = place.surl().path();
    if (entry.depth() == 0) {
      return top;
    }
    String below = entry.path().substring(Math.min(place.path().length(), entry.path().length()));
    String relative = below.startsWith("/") ? below.substring(1) : below;
    return top.endsWith("/") ? top + relative : top + "/" + relative;
  }

  private static @Nullable TRetentionPolicyInfo retention(LsEntry entry) {
    TRetentionPolicy policy = named(TRetentionPolicy.class, entry.retentionPolicy());
    return policy == null
        ? null
        : new TRetentionPolicyInfo(policy, named(TAccessLatency.class, entry.accessLatency()));
  }

  private static @Nullable TUserPermission owner(LsEntry entry) {
    TPermissionMode mode = named(TPermissionMode.class, entry.ownerMode());
    String owner = entry.owner();
    return mode == null || owner == null ? null : new TUserPermission(owner, mode);
  }

  private static @Nullable TGroupPermission group(LsEntry entry) {
    TPermissionMode mode = named(TPermissionMode.class, entry.groupMode());
    String group = entry.group();
    return mode == null || group == null ? null : new TGroupPermission(group, mode);
  }

  private static @Nullable Instant instant(@Nullable Long millis) {
    return millis == null ? null : Instant.ofEpochMilli(millis);
  }

  /** A value of a newer release is as good as none. */
  private static <E extends Enum<E>> @Nullable E named(Class<E> type, @Nullable String name) {
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(name)) {
        return constant;
      }
    }
    return null;
  }
}
