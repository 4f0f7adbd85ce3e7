// SPDX-License-Identifier: Apache-2.0
package dev.bora.door;

import com.google.common.net.InetAddresses;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line per request on the logger {@code bora.access.door}. The path is that of the storage
 * area, never that of the TURL, which has a secret in it.
 */
final class AccessLog {
  private static final Logger LOG = LoggerFactory.getLogger("bora.access.door");

  private AccessLog() {}

  static void write(Exchange exchange) {
    LOG.info(
        "client={} dn={} method={} file={} path={} bytes={} status={} ms={}",
        address(exchange.request().getConnectionMetaData().getRemoteSocketAddress()),
        exchange.dn().map(AccessLog::quoted).orElse("-"),
        exchange.request().getMethod(),
        exchange.grant().map(grant -> Long.toString(grant.fileId())).orElse("-"),
        exchange.grant().map(AccessLog::path).orElse("-"),
        exchange.bytes(),
        status(exchange),
        exchange.duration().toMillis());
  }

  private static String status(Exchange exchange) {
    return exchange.isBroken() ? "broken" : Integer.toString(exchange.response().getStatus());
  }

  private static String path(Grant grant) {
    return quoted(grant.area().name() + ":" + grant.path());
  }

  private static String address(SocketAddress address) {
    return address instanceof InetSocketAddress inet && inet.getAddress() != null
        ? InetAddresses.toUriString(inet.getAddress()) + ":" + inet.getPort()
        : address.toString();
  }

  private static String quoted(String text) {
    return '"'
        + text.replaceAll("\\p{Cntrl}", "?").replace("\\", "\\\\").replace("\"", "\\\"")
        + '"';
  }
}
