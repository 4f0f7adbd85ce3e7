// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc.wire;

import dev.bora.rpc.contract.BackendCalls;
import dev.bora.rpc.contract.CallContext;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The calls of {@link BackendCalls} under their names on the wire: the only ones that there are.
 */
public final class WireContract {

  private static final String PREFIX = "bora.";
  private static final WireContract INSTANCE = new WireContract();

  private final Map<String, WireCall> byName = new HashMap<>();
  private final Map<Method, WireCall> byMethod = new HashMap<>();

  private WireContract() {
    for (Method method : BackendCalls.class.getMethods()) {
      WireCall call = inspect(method);
      byMethod.put(method, call);
      if (byName.put(call.name(), call) != null) {
        throw new IllegalStateException("two calls are named " + call.name());
      }
    }
  }

  /**
   * The contract.
   *
   * @return the only instance
   */
  public static WireContract get() {
    return INSTANCE;
  }

  /**
   * The call with a name.
   *
   * @param name a method name as it came over the wire
   * @return the call, or nothing if the contract has none of that name
   */
  public Optional<WireCall> named(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /**
   * The call of a method.
   *
   * @param method a method of {@link BackendCalls}
   * @return the call
   * @throws IllegalArgumentException if it is another interface's
   */
  public WireCall of(Method method) {
    WireCall call = byMethod.get(method);
    if (call == null) {
      throw new IllegalArgumentException(method + " is not a call");
    }
    return call;
  }

  private static WireCall inspect(Method method) {
    Class<?>[] parameters = method.getParameterTypes();
    if (parameters.length != 2 || parameters[0] != CallContext.class || !parameters[1].isRecord()) {
      throw new IllegalStateException(method + " does not take a context and a record");
    }
    return new WireCall(
        PREFIX + method.getName(),
        method,
        WireCodec.of(CallContext.class),
        WireCodec.of(parameters[1]),
        WireCodec.of(method.getGenericReturnType()));
  }
}
