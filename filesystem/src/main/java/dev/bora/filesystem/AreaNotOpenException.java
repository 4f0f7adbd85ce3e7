// SPDX-License-Identifier: Apache-2.0
package dev.bora.filesystem;

/**
 * The storage area could not be opened yet: refused at once, not left to wait for it. Nothing was
 * done, and nothing will be.
 */
public final class AreaNotOpenException extends AreaBusyException {
  private static final long serialVersionUID = 1L;

  private final String area;
  private final transient AreaCondition condition;

  AreaNotOpenException(String area, AreaCondition condition) {
    super(
        "storage area "
            + area
            + " is not open yet: "
            + condition.state()
            + ": "
            + condition.detail());
    this.area = area;
    this.condition = condition;
  }

  /** The area's name. */
  public String area() {
    return area;
  }

  /** Why it is not open; never WORKING. */
  public AreaCondition condition() {
    return condition;
  }
}
