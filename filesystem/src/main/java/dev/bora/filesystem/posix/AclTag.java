// SPDX-License-Identifier: Apache-2.0
package dev.bora.filesystem.posix;

/** Kinds of entries of a POSIX access control list, in the order in which the kernel wants them. */
public enum AclTag {
  OWNER(0x01),
  NAMED_USER(0x02),
  OWNING_GROUP(0x04),
  NAMED_GROUP(0x08),
  MASK(0x10),
  OTHERS(0x20);

  private final int code;

  AclTag(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  boolean named() {
    return this == NAMED_USER || this == NAMED_GROUP;
  }

  static AclTag ofCode(int code) {
    for (AclTag tag : values()) {
      if (tag.code == code) {
        return tag;
      }
    }
    throw new IllegalArgumentException("unknown tag of an ACL entry: " + code);
  }
}
