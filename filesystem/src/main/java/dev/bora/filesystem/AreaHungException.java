// SPDX-License-Identifier: Apache-2.0
package dev.bora.filesystem;

/**
 * The storage area does not answer: refused at once, not left to wait for it. Nothing was done, and
 * nothing will be.
 */
public final class AreaHungException extends AreaBusyException {
  private static final long serialVersionUID = 1L;

  private final String area;

  AreaHungException(String area, AreaCondition condition) {
    super("storage area " + area + " does not answer: " + condition.detail());
    this.area = area;
  }

  /** The area's name. */
  public String area() {
    return area;
  }
}
