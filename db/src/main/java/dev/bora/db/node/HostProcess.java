// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.node;

import dev.bora.db.table.IncarnationRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * This process on this host, as the incarnation row names it.
 *
 * @param bootId the kernel's id of this boot
 * @param pid of this process
 */
public record HostProcess(String bootId, long pid) {
  /** Of the running JVM. */
  public static HostProcess current() {
    try {
      return new HostProcess(
          Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).trim(),
          ProcessHandle.current().pid());
    } catch (IOException exception) {
      throw new UncheckedIOException(exception);
    }
  }

  /**
   * Whether another process is known to be gone: it ran in this boot of this host, and its pid is
   * free or has come back as ours. Containers that share a kernel have pids of their own, so a pid
   * that is free here says nothing there: the host name tells them apart.
   */
  public boolean knowsGone(String otherHost, String thisHost, String otherBootId, long otherPid) {
    if (!otherHost.equals(thisHost)) {
      return false;
    }
    return !otherBootId.equals(bootId)
        || otherPid == pid
        || ProcessHandle.of(otherPid).filter(ProcessHandle::isAlive).isEmpty();
  }

  /**
   * As above, of an incarnation.
   *
   * @param thisAddress host:port at which this node is reached
   */
  public boolean knowsGone(IncarnationRow other, String thisAddress) {
    return knowsGone(host(other.address()), host(thisAddress), other.bootId(), other.pid());
  }

  private static String host(String address) {
    int colon = address.lastIndexOf(':');
    return colon < 0 ? address : address.substring(0, colon);
  }
}
