// SPDX-License-Identifier: Apache-2.0
package dev.bora.app.srm;

import static java.util.Objects.requireNonNullElse;

import dev.bora.srm.types.TFileType;
import dev.bora.srm.types.TGroupPermission;
import dev.bora.srm.types.TMetaDataPathDetail;
import dev.bora.srm.types.TPermissionMode;
import dev.bora.srm.types.TReturnStatus;
import dev.bora.srm.types.TStatusCode;
import dev.bora.srm.types.TUserPermission;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** An entry of a listing as {@code ls -l} shows it; a question mark stands for what is not told. */
final class LongForm {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.systemDefault());

  private LongForm() {}

  /** The last part of its path; a slash marks a directory. */
  static String name(TMetaDataPathDetail entry) {
    String path = entry.path().replaceFirst("/+$", "");
    String name = path.substring(path.lastIndexOf('/') + 1);
    return entry.type() == TFileType.DIRECTORY ? name + "/" : name;
  }

  static String of(TMetaDataPathDetail entry) {
    Long size = entry.size();
    Instant time = entry.lastModificationTime();
    return "%s%s %12s %s %8s %s%s"
        .formatted(
            type(entry.type()),
            permissions(entry),
            size == null ? "?" : size,
            time == null ? "?               " : TIME.format(time),
            requireNonNullElse(entry.checkSumValue(), "-"),
            name(entry),
            remark(entry.status()));
  }

  private static String type(@Nullable TFileType type) {
    return switch (type) {
      case FILE -> "-";
      case DIRECTORY -> "d";
      case LINK -> "l";
      case null -> "?";
    };
  }

  private static String permissions(TMetaDataPathDetail entry) {
    TUserPermission owner = entry.ownerPermission();
    TGroupPermission group = entry.groupPermission();
    return bits(owner == null ? null : owner.mode())
        + bits(group == null ? null : group.mode())
        + bits(entry.otherPermission());
  }

  private static String bits(@Nullable TPermissionMode mode) {
    if (mode == null) {
      return "???";
    }
    int bits = mode.bits();
    return ((bits & 4) == 0 ? "-" : "r")
        + ((bits & 2) == 0 ? "-" : "w")
        + ((bits & 1) == 0 ? "-" : "x");
  }

  private static String remark(@Nullable TReturnStatus status) {
    return status == null || status.statusCode() == TStatusCode.SRM_SUCCESS
        ? ""
        : " (" + status.statusCode() + ")";
  }
}
