// SPDX-License-Identifier: Apache-2.0
package dev.bora.filesystem;

import java.io.IOException;

/**
 * All threads of a storage area are at work and its queue is full: refused at once
 * (SRM_INTERNAL_ERROR). Nothing was done.
 */
public sealed class AreaBusyException extends IOException
    permits AreaHungException, AreaNotOpenException {
  private static final long serialVersionUID = 1L;

  AreaBusyException(String area, AreaLoad load) {
    super(
        "storage area "
            + area
            + " is busy: "
            + load.running()
            + " file system calls running, the oldest for "
            + load.oldest().toSeconds()
            + " s, and "
            + load.waiting()
            + " waiting");
  }

  AreaBusyException(String message) {
    super(message);
  }
}
