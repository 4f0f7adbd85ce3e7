// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc.client;

import org.apache.xmlrpc.client.XmlRpcClientConfigImpl;

/** What one call brings to the transport through the library. */
final class CallConfig extends XmlRpcClientConfigImpl {

  private final transient RetryPolicy policy;

  CallConfig(RetryPolicy policy) {
    this.policy = policy;
    setEnabledForExtensions(false);
    setEnabledForExceptions(false);
    setEncoding("UTF-8");
  }

  RetryPolicy policy() {
    return policy;
  }
}
