// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.lab;

/**
 * What is different from lab to lab.
 *
 * @param scheduler of the backends' director
 */
public record LabShape(String scheduler) {

  /** As the site file has it when it says nothing. */
  public static LabShape usual() {
    return new LabShape("wlc");
  }
}
