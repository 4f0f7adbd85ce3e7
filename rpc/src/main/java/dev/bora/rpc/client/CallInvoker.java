// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc.client;

import dev.bora.rpc.wire.MalformedValueException;
import dev.bora.rpc.wire.WireCall;
import dev.bora.rpc.wire.WireContract;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.xmlrpc.XmlRpcException;
import org.apache.xmlrpc.client.XmlRpcClient;
import org.jspecify.annotations.Nullable;

/** Turns a method of the contract into a call. */
final class CallInvoker implements InvocationHandler {

  private final XmlRpcClient client;
  private final RetryPolicy policy;
  private final String target;
  private final Consumer<String> answeredBy;

  CallInvoker(XmlRpcClient client, RetryPolicy policy, String target, Consumer<String> answeredBy) {
    this.client = client;
    this.policy = policy;
    this.answeredBy = answeredBy;
    this.target = target;
  }

  @Override
  public Object invoke(Object proxy, Method method, Object @Nullable [] arguments) {
    if (method.getDeclaringClass() == Object.class) {
      return objectMethod(proxy, method, arguments);
    }
    Object[] given = Objects.requireNonNull(arguments);
    return call(WireContract.get().of(method), given[0], given[1]);
  }

  private Object call(WireCall call, Object context, Object args) {
    Object[] parameters = {call.context().encode(context), call.args().encode(args)};
    try {
      return call.result()
          .decode(client.execute(new CallConfig(policy, answeredBy), call.name(), parameters));
    } catch (MalformedValueException problem) {
      throw new BackendProtocolException(
          "the answer to " + call.name() + " is not understood: " + problem.getMessage(), problem);
    } catch (XmlRpcException impossible) {
      throw new IllegalStateException("cannot make the call " + call.name(), impossible);
    }
  }

  @SuppressWarnings("ReferenceEquality") // A proxy equals itself; asking it would come back here.
  private Object objectMethod(Object proxy, Method method, Object @Nullable [] arguments) {
    return switch (method.getName()) {
      case "equals" -> arguments != null && proxy == arguments[0];
      case "hashCode" -> System.identityHashCode(proxy);
      default -> "BackendCalls[" + target + "]";
    };
  }
}
