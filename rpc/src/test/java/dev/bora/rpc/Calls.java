// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc;

import dev.bora.rpc.contract.CallContext;
import dev.bora.rpc.contract.Caller;
import java.util.List;
import java.util.UUID;

/** What most tests call with. */
public final class Calls {

  public static final SharedSecret SECRET = SharedSecret.of("correct-horse-battery-staple");

  private Calls() {}

  public static CallContext context() {
    return new CallContext(
        UUID.randomUUID().toString(),
        "request-1",
        "fe1",
        "192.0.2.7",
        new Caller("/DC=org/CN=Alice", "dteam", List.of("/dteam", "/dteam/Role=a"), false));
  }
}
