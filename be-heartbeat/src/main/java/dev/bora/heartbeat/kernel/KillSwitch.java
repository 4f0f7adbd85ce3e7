// SPDX-License-Identifier: Apache-2.0
package dev.bora.heartbeat.kernel;

/** Ends this process at a set moment, unless it is set anew or taken back before. */
public interface KillSwitch extends AutoCloseable {
  /** Never kills: for platforms without a timer that would. */
  KillSwitch NONE = new Never();

  /**
   * Sets the moment; it replaces an earlier one.
   *
   * @param bootNanos on {@link BootClock}, above 0; one that has passed kills at once
   */
  void arm(long bootNanos);

  /** Takes the moment back; nothing if none is set. */
  void disarm();

  /** Disarms for good. */
  @Override
  void close();

  /** See {@link #NONE}. */
  final class Never implements KillSwitch {
    private Never() {}

    @Override
    public void arm(long bootNanos) {}

    @Override
    public void disarm() {}

    @Override
    public void close() {}
  }
}
