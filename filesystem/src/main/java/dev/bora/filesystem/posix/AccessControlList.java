// SPDX-License-Identifier: Apache-2.0
package dev.bora.filesystem.posix;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingInt;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A POSIX.1e access control list, and its form in the attributes system.posix_acl_access and
 * system.posix_acl_default: version 2, little endian, entries of eight bytes.
 *
 * @param entries in the kernel's order, one each for owner, owning group and others, a mask if any
 *     is named
 */
public record AccessControlList(List<AclEntry> entries) {
  private static final String ACCESS = "system.posix_acl_access";
  private static final String DEFAULT = "system.posix_acl_default";
  private static final int VERSION = 2;
  private static final int HEADER_BYTES = 4;
  private static final int ENTRY_BYTES = 8;

  /**
   * Sorts the entries.
   *
   * @throws IllegalArgumentException if the list is one that the kernel would refuse
   */
  public AccessControlList {
    // By unsigned id: the kernel compares them so.
    entries =
        entries.stream()
            .sorted(
                comparing(AclEntry::tag)
                    .thenComparing(comparingInt(entry -> entry.id() + Integer.MIN_VALUE)))
            .toList();
    for (AclTag tag : AclTag.values()) {
      long count = entries.stream().filter(entry -> entry.tag() == tag).count();
      boolean needed =
          switch (tag) {
            case OWNER, OWNING_GROUP, OTHERS -> true;
            case MASK -> entries.stream().anyMatch(entry -> entry.tag().named());
            case NAMED_USER, NAMED_GROUP -> false;
          };
      if ((needed && count != 1) || (tag == AclTag.MASK && count > 1)) {
        throw new IllegalArgumentException("ACL with " + count + " entries for " + tag);
      }
    }
  }

  /** The list that says the same as the nine bits of a mode. */
  public static AccessControlList ofMode(int permissions) {
    return new AccessControlList(
        List.of(
            new AclEntry(AclTag.OWNER, permissions >> 6 & 7),
            new AclEntry(AclTag.OWNING_GROUP, permissions >> 3 & 7),
            new AclEntry(AclTag.OTHERS, permissions & 7)));
  }

  /**
   * This list with one more user, whose permissions it replaces if there; the mask grows so that
   * they count.
   *
   * @param permissions 0 to 7
   */
  public AccessControlList withUser(int uid, int permissions) {
    List<AclEntry> changed = new ArrayList<>();
    int mask = permissions;
    for (AclEntry entry : entries) {
      boolean replaced = entry.tag() == AclTag.NAMED_USER && entry.id() == uid;
      if (!replaced && entry.tag() != AclTag.MASK) {
        changed.add(entry);
      }
      if (entry.tag() == AclTag.MASK || entry.tag() == AclTag.OWNING_GROUP) {
        mask |= entry.permissions();
      }
    }
    changed.add(new AclEntry(AclTag.NAMED_USER, uid, permissions));
    changed.add(new AclEntry(AclTag.MASK, mask));
    return new AccessControlList(changed);
  }

  /**
   * The access list that a new object gets from its directory's default list, created with a mode:
   * owner, others, and the mask (without one the owning group) are cut to the mode, named entries
   * stay and are ruled by the mask (acl(5), "Object creation and default ACLs").
   */
  public AccessControlList inheritedWith(int mode) {
    boolean masked = entries.stream().anyMatch(entry -> entry.tag() == AclTag.MASK);
    return new AccessControlList(
        entries.stream()
            .map(entry ->
                switch (entry.tag()) {
                  case OWNER -> entry.cutTo(mode >> 6 & 7);
                  case OWNING_GROUP -> masked ? entry : entry.cutTo(mode >> 3 & 7);
                  case MASK -> entry.cutTo(mode >> 3 & 7);
                  case OTHERS -> entry.cutTo(mode & 7);
                  case NAMED_USER, NAMED_GROUP -> entry;
                })
            .toList());
  }

  /** The access list of an open object, empty if its mode says all. */
  public static Optional<AccessControlList> accessOf(Descriptor descriptor) throws PosixException {
    return ExtendedAttributes.get(descriptor, ACCESS).map(AccessControlList::parse);
  }

  /** The default list of an open directory. */
  public static Optional<AccessControlList> defaultOf(Descriptor directory) throws PosixException {
    return ExtendedAttributes.get(directory, DEFAULT).map(AccessControlList::parse);
  }

  /** Makes this the access list of an open object, mode bits included. */
  public void setAccess(Descriptor descriptor) throws PosixException {
    ExtendedAttributes.set(descriptor, ACCESS, encode());
  }

  /** Makes this the default list of an open directory. */
  public void setDefault(Descriptor directory) throws PosixException {
    ExtendedAttributes.set(directory, DEFAULT, encode());
  }

  /** Removes the access list: the mode says all again. */
  public static void removeAccess(Descriptor descriptor) throws PosixException {
    ExtendedAttributes.remove(descriptor, ACCESS);
  }

  /** Removes a directory's default list. */
  public static void removeDefault(Descriptor directory) throws PosixException {
    ExtendedAttributes.remove(directory, DEFAULT);
  }

  /**
   * Reads an attribute's value.
   *
   * @throws IllegalArgumentException if the value is not a list of version 2
   */
  static AccessControlList parse(byte[] value) {
    ByteBuffer buffer = ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN);
    if (value.length < HEADER_BYTES
        || (value.length - HEADER_BYTES) % ENTRY_BYTES != 0
        || buffer.getInt() != VERSION) {
      throw new IllegalArgumentException(
          "not a POSIX ACL of version 2: " + value.length + " bytes");
    }
    List<AclEntry> entries = new ArrayList<>();
    while (buffer.hasRemaining()) {
      AclTag tag = AclTag.ofCode(Short.toUnsignedInt(buffer.getShort()));
      int permissions = Short.toUnsignedInt(buffer.getShort());
      int id = buffer.getInt();
      entries.add(new AclEntry(tag, tag.named() ? id : -1, permissions));
    }
    return new AccessControlList(entries);
  }

  byte[] encode() {
    ByteBuffer buffer =
        ByteBuffer.allocate(HEADER_BYTES + entries.size() * ENTRY_BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    buffer.putInt(VERSION);
    for (AclEntry entry : entries) {
      buffer.putShort((short) entry.tag().code());
      buffer.putShort((short) entry.permissions());
      buffer.putInt(entry.id());
    }
    return buffer.array();
  }
}
