// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc.client;

import java.util.function.Consumer;
import org.apache.xmlrpc.client.XmlRpcClientConfigImpl;

/** What one call brings to the transport through the library. */
final class CallConfig extends XmlRpcClientConfigImpl {

  private final transient RetryPolicy policy;
  private final transient Consumer<String> answeredBy;

  CallConfig(RetryPolicy policy, Consumer<String> answeredBy) {
    this.policy = policy;
    this.answeredBy = answeredBy;
    setEnabledForExtensions(false);
    setEnabledForExceptions(false);
    setEncoding("UTF-8");
  }

  RetryPolicy policy() {
    return policy;
  }

  /** Is told which backend has answered. */
  Consumer<String> answeredBy() {
    return answeredBy;
  }
}
