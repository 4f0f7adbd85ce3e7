// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.harness;

import dev.bora.srm.client.GridHttpClient;
import dev.bora.srm.client.GridHttpConfig;
import dev.bora.srm.client.GridHttpConfig.Transport;
import dev.bora.srm.client.GridHttpReply;
import dev.bora.srm.identity.GridTrust;
import dev.bora.srm.pki.PemCredential;
import dev.bora.srm.soap.SoapCodec;
import dev.bora.srm.soap.SoapException;
import dev.bora.srm.types.SrmRequest;
import dev.bora.srm.types.SrmResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Map;

/** One SRM call at a time, for what no command of gfal or ARC does alone. */
public final class SrmClient implements AutoCloseable {

  private static final SoapCodec CODEC = new SoapCodec();

  private final GridHttpClient http;

  /** A client of a server; connects with its first call. */
  public SrmClient(
      String host, int port, Transport transport, PemCredential credential, GridTrust trust)
      throws GeneralSecurityException {
    http = new GridHttpClient(GridHttpConfig.of(transport, host, port), credential, trust);
  }

  /**
   * Makes a call.
   *
   * @throws AssertionError the reply is a Fault, is malformed, or is not of the type
   */
  public <R extends SrmResponse> R call(SrmRequest request, Class<R> type) throws IOException {
    GridHttpReply reply =
        http.post(
            "/srm/managerv2",
            Map.of("Content-Type", "text/xml; charset=utf-8", "SOAPAction", "\"\""),
            CODEC.writeRequest(request));
    try {
      return type.cast(
          CODEC.readResponse(new ByteArrayInputStream(reply.body()), "utf-8", request.operation()));
    } catch (SoapException e) {
      throw new AssertionError(
          request.operation().wsdlName() + " with HTTP status " + reply.status(), e);
    }
  }

  @Override
  public void close() throws IOException {
    http.close();
  }
}
