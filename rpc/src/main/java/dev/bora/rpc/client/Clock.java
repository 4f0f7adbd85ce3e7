// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc.client;

/** A clock that only goes forward; tests have their own. */
interface Clock {

  Clock SYSTEM = System::nanoTime;

  /** Nanoseconds since some moment; only differences mean something. */
  long nanos();
}
