// SPDX-License-Identifier: Apache-2.0
package dev.bora.frontend.call;

import dev.bora.db.table.Requester;
import dev.bora.rpc.contract.BackendCalls;
import dev.bora.rpc.contract.CallContext;
import dev.bora.rpc.contract.Caller;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One SRM call. */
public final class Call {
  private final String requestId;
  private final String frontend;
  private final String clientAddress;
  private final Caller caller;
  private final Backends backends;
  private final Duration timeout;
  private volatile @Nullable String backend;

  /**
   * A call that begins.
   *
   * @param requestId names it in the logs of all nodes
   * @param frontend this node
   * @param clientAddress where the client connected from
   * @param caller the authenticated user
   * @param timeout for what a backend does for it
   */
  public Call(
      String requestId,
      String frontend,
      String clientAddress,
      Caller caller,
      Backends backends,
      Duration timeout) {
    this.requestId = requestId;
    this.frontend = frontend;
    this.clientAddress = clientAddress;
    this.caller = caller;
    this.backends = backends;
    this.timeout = timeout;
  }

  /** Names the call in the logs of all nodes. */
  public String requestId() {
    return requestId;
  }

  /** This node. */
  public String frontend() {
    return frontend;
  }

  /** Where the client connected from. */
  public String clientAddress() {
    return clientAddress;
  }

  /** The authenticated user. */
  public Caller caller() {
    return caller;
  }

  /** The authenticated user, as the owner of requests. */
  public Requester requester() {
    return new Requester(caller.dn(), caller.vo(), caller.fqans());
  }

  /** The context of a new operation of a backend, which no other has. */
  public CallContext operation() {
    return new CallContext(
        UUID.randomUUID().toString(), requestId, frontend, clientAddress, caller);
  }

  /** The backends, within the time of a synchronous call. */
  public BackendCalls backend() {
    return backend(timeout);
  }

  /** The backends, within a time of its own. */
  public BackendCalls backend(Duration total) {
    return backends.calls(total, this::answeredBy);
  }

  /** One backend at its own address, within a time of its own. */
  public BackendCalls backendAt(String address, Duration total) {
    return backends.callsAt(address, total, this::answeredBy);
  }

  private void answeredBy(String id) {
    backend = id;
  }

  /** The backend that answered last. */
  public Optional<String> answeringBackend() {
    return Optional.ofNullable(backend);
  }
}
