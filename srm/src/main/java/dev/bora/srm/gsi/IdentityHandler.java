// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.gsi;

import dev.bora.srm.identity.CredentialRefusedException;
import dev.bora.srm.identity.Identity;
import dev.bora.srm.identity.PeerIdentities;
import java.security.cert.X509Certificate;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out, for every request, who asks. A credential that was accepted when the connection began,
 * and has expired or was revoked since, is refused here: 403, and the connection ends.
 */
public final class IdentityHandler extends Handler.Wrapper {

  private static final Logger LOG = LoggerFactory.getLogger(IdentityHandler.class);
  private static final String ATTRIBUTE = Identity.class.getName();

  private final PeerIdentities identities;
  private final boolean needed;

  /** Wraps a handler, which may call {@link #identity}. */
  public IdentityHandler(PeerIdentities identities, Handler handler) {
    this(identities, handler, true);
  }

  private IdentityHandler(PeerIdentities identities, Handler handler, boolean needed) {
    super(handler);
    this.identities = identities;
    this.needed = needed;
  }

  /**
   * Wraps a handler that serves those without a certificate too, and may call {@link
   * #identityIfShown}.
   */
  public static IdentityHandler optional(PeerIdentities identities, Handler handler) {
    return new IdentityHandler(identities, handler, false);
  }

  /**
   * Who sent a request that came through an IdentityHandler.
   *
   * @throws IllegalStateException it did not
   */
  public static Identity identity(Request request) {
    if (request.getAttribute(ATTRIBUTE) instanceof Identity identity) {
      return identity;
    }
    throw new IllegalStateException("the request did not pass an IdentityHandler");
  }

  /** Who sent a request; empty if the client showed no certificate. */
  public static Optional<Identity> identityIfShown(Request request) {
    return request.getAttribute(ATTRIBUTE) instanceof Identity identity
        ? Optional.of(identity)
        : Optional.empty();
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    X509Certificate[] chain = chain(request);
    if (chain.length == 0 && !needed) {
      return super.handle(request, response, callback);
    }
    try {
      request.setAttribute(ATTRIBUTE, identities.identify(chain));
    } catch (CredentialRefusedException e) {
      LOG.info(
          "{} refused: {}: {}",
          request.getConnectionMetaData().getRemoteSocketAddress(),
          e.subject(),
          e.reason());
      response.getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE);
      Response.writeError(
          request,
          response,
          callback,
          HttpStatus.FORBIDDEN_403,
          "the client certificate is no longer valid");
      return true;
    }
    return super.handle(request, response, callback);
  }

  private static X509Certificate[] chain(Request request) {
    if (request.getAttribute(EndPoint.SslSessionData.ATTRIBUTE)
        instanceof EndPoint.SslSessionData session) {
      X509Certificate[] chain = session.peerCertificates();
      if (chain != null) {
        return chain;
      }
    }
    return new X509Certificate[0];
  }
}
