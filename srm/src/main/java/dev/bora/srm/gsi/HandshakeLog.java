// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.gsi;

import dev.bora.srm.identity.CredentialRefusedException;
import java.nio.channels.ClosedChannelException;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslHandshakeListener;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line for each refused handshake: address, subject, reason. */
final class HandshakeLog implements SslHandshakeListener {

  private static final Logger LOG = LoggerFactory.getLogger(HandshakeLog.class);

  private final EndPoint endPoint;

  HandshakeLog(EndPoint endPoint) {
    this.endPoint = endPoint;
  }

  @Override
  public void handshakeFailed(Event event, Throwable failure) {
    CredentialRefusedException refused = refusal(failure);
    if (refused != null) {
      LOG.info(
          "{} refused: {}: {}",
          endPoint.getRemoteSocketAddress(),
          refused.subject(),
          refused.reason());
    } else if (failure instanceof ClosedChannelException) {
      LOG.debug("{} went away during the TLS handshake", endPoint.getRemoteSocketAddress());
    } else {
      LOG.info(
          "{} refused: no subject: TLS handshake failed: {}",
          endPoint.getRemoteSocketAddress(),
          String.valueOf(failure.getMessage()).replaceAll("\\p{Cntrl}+", " "));
    }
  }

  private static @Nullable CredentialRefusedException refusal(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof CredentialRefusedException refused) {
        return refused;
      }
    }
    return null;
  }
}
