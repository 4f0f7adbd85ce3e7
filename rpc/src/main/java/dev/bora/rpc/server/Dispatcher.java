// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc.server;

import dev.bora.rpc.contract.AskAgainException;
import dev.bora.rpc.contract.BackendCalls;
import dev.bora.rpc.contract.CallContext;
import dev.bora.rpc.contract.FaultCode;
import dev.bora.rpc.wire.MalformedValueException;
import dev.bora.rpc.wire.WireCall;
import dev.bora.rpc.wire.WireContract;
import dev.bora.rpc.wire.WireFault;
import java.lang.reflect.InvocationTargetException;
import org.apache.xmlrpc.XmlRpcHandler;
import org.apache.xmlrpc.XmlRpcRequest;
import org.apache.xmlrpc.server.XmlRpcHandlerMapping;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Runs the calls of the contract, and no other method of any object. */
final class Dispatcher implements XmlRpcHandlerMapping {

  private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);

  private final BackendCalls backend;

  Dispatcher(BackendCalls backend) {
    this.backend = backend;
  }

  @Override
  public XmlRpcHandler getHandler(@Nullable String name) throws WireFault {
    if (name == null) {
      throw new WireFault(FaultCode.BAD_CALL, "the call has no method name");
    }
    WireCall call =
        WireContract.get()
            .named(name)
            .orElseThrow(
                () -> new WireFault(FaultCode.BAD_CALL, "there is no call " + quoted(name)));
    return request -> run(call, request);
  }

  private Object run(WireCall call, XmlRpcRequest request) throws WireFault {
    if (request.getParameterCount() != 2) {
      throw new WireFault(
          FaultCode.BAD_CALL, call.name() + " takes two parameters: the context and the arguments");
    }
    CallContext context;
    Object args;
    try {
      context = (CallContext) call.context().decode(request.getParameter(0));
      args = call.args().decode(request.getParameter(1));
    } catch (MalformedValueException problem) {
      throw new WireFault(FaultCode.BAD_CALL, call.name() + ": " + problem.getMessage());
    }
    try (MDC.MDCCloseable _ = MDC.putCloseable("request", context.requestId());
        MDC.MDCCloseable _ = MDC.putCloseable("operation", context.operationId())) {
      return invoke(call, context, args);
    }
  }

  private Object invoke(WireCall call, CallContext context, Object args) throws WireFault {
    try {
      Object result = call.method().invoke(backend, context, args);
      if (result == null) {
        throw new IllegalStateException("the result is null");
      }
      return call.result().encode(result);
    } catch (InvocationTargetException broken) {
      if (broken.getCause() instanceof AskAgainException again) {
        log.debug("{} of request {}: {}", call.name(), context.requestId(), again.getMessage());
        throw again;
      }
      throw internal(call, context, broken.getCause());
    } catch (IllegalAccessException | RuntimeException broken) {
      throw internal(call, context, broken);
    }
  }

  /** What broke is for the log of this node only. */
  private static WireFault internal(WireCall call, CallContext context, @Nullable Throwable cause) {
    log.error(
        "{} of request {} (operation {}) broke",
        call.name(),
        context.requestId(),
        context.operationId(),
        cause);
    return new WireFault(
        FaultCode.INTERNAL,
        "internal error; the backend's log tells more about request " + context.requestId());
  }

  private static String quoted(String name) {
    return '"' + (name.length() > 64 ? name.substring(0, 64) + "..." : name) + '"';
  }
}
