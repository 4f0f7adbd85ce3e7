// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.client;

import dev.bora.srm.identity.GridTrust;
import dev.bora.srm.pki.PemCredential;
import dev.bora.srm.soap.InvalidMessageException;
import dev.bora.srm.soap.MalformedSoapException;
import dev.bora.srm.soap.SoapCodec;
import dev.bora.srm.soap.SoapFaultException;
import dev.bora.srm.surl.Surl;
import dev.bora.srm.types.SrmMkdirRequest;
import dev.bora.srm.types.SrmMvRequest;
import dev.bora.srm.types.SrmPingRequest;
import dev.bora.srm.types.SrmPingResponse;
import dev.bora.srm.types.SrmRequest;
import dev.bora.srm.types.SrmResponse;
import dev.bora.srm.types.SrmRmRequest;
import dev.bora.srm.types.SrmRmResponse;
import dev.bora.srm.types.SrmRmdirRequest;
import dev.bora.srm.types.TMetaDataPathDetail;
import dev.bora.srm.types.TReturnStatus;
import dev.bora.srm.types.TStatusCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A client of one SRM v2.2 server: every operation by {@link #call}, and the everyday ones by name.
 * It keeps one connection for calls, so calls of several threads wait for each other; data go over
 * connections of their own.
 *
 * <p>The named operations throw {@link SrmStatusException} when the server answers with anything
 * but success, and other {@link IOException}s when there is no answer of an SRM server at all.
 */
public final class SrmClient implements AutoCloseable {

  private static final Pattern CHARSET = Pattern.compile("(?i)charset\\s*=\\s*\"?([^\\s;\"]+)");

  private final SrmEndpoint endpoint;
  private final SSLContext tls;
  private final GridHttpClient http;
  private final SoapCodec codec = new SoapCodec();

  /**
   * Makes the client; connects with the first call.
   *
   * @param credential of the user, mostly a proxy
   * @param trust against which servers are checked, data doors too
   * @throws GeneralSecurityException the credential cannot be used
   */
  public SrmClient(SrmEndpoint endpoint, PemCredential credential, GridTrust trust)
      throws GeneralSecurityException {
    this.endpoint = endpoint;
    this.tls = GridTls.context(credential, trust);
    this.http =
        new GridHttpClient(
            GridHttpConfig.of(endpoint.transport(), endpoint.host(), endpoint.port()),
            credential,
            trust);
  }

  /** The server. */
  public SrmEndpoint endpoint() {
    return endpoint;
  }

  /**
   * Sends any request and returns the answer, whatever its status.
   *
   * @throws ReplyLostException the request was sent, and what became of it is not known
   * @throws IOException there is no such server, it refuses this client, or answers with something
   *     else than an SRM response
   */
  public SrmResponse call(SrmRequest request) throws IOException {
    String operation = request.operation().wsdlName();
    GridHttpReply reply = post(operation, codec.writeRequest(request));
    // Faults come with 500 (SOAP 1.1, 6.2).
    if (reply.status() != 200 && reply.status() != 500) {
      throw new IOException(
          "%s answers %s with HTTP status %d".formatted(endpoint, operation, reply.status()));
    }
    try {
      return codec.readResponse(
          new ByteArrayInputStream(reply.body()), charset(reply), request.operation());
    } catch (SoapFaultException e) {
      throw new IOException("the server refuses %s: %s".formatted(operation, e.explanation()), e);
    } catch (MalformedSoapException | InvalidMessageException e) {
      throw new IOException(
          "%s answers %s with something else than SRM v2.2: %s"
              .formatted(endpoint, operation, e.explanation()),
          e);
    }
  }

  private GridHttpReply post(String operation, byte[] body) throws IOException {
    Map<String, String> headers =
        Map.of("Content-Type", "text/xml; charset=utf-8", "SOAPAction", "\"" + operation + "\"");
    try {
      return http.post(endpoint.path(), headers, body);
    } catch (ReplyLostException e) {
      throw e;
    } catch (IOException e) {
      throw new IOException("no connection to %s: %s".formatted(endpoint, e.getMessage()), e);
    }
  }

  /** As {@link #call}, with the answer's type. */
  <R extends SrmResponse> R call(SrmRequest request, Class<R> answer) throws IOException {
    return answer.cast(call(request));
  }

  private static @Nullable String charset(GridHttpReply reply) {
    Matcher matcher = CHARSET.matcher(reply.header("Content-Type").orElse(""));
    return matcher.find() ? matcher.group(1) : null;
  }

  /** srmPing. */
  public SrmPingResponse ping() throws IOException {
    return call(new SrmPingRequest(null), SrmPingResponse.class);
  }

  /**
   * srmLs of one path, with all details; of a directory, not of what lies in it.
   *
   * @throws SrmStatusException there is no such path, or it may not be seen
   */
  public TMetaDataPathDetail stat(Surl surl) throws IOException {
    return new Listing(this, surl).itself();
  }

  /**
   * srmLs of a directory's children, with all details, in as many pages as the server wants; of a
   * file, itself.
   *
   * @param each is given them one by one; of a long listing they are not kept
   */
  public void list(Surl surl, Consumer<TMetaDataPathDetail> each) throws IOException {
    new Listing(this, surl).children(each);
  }

  /** srmMkdir; its parent must be there. */
  public void mkdir(Surl surl) throws IOException {
    require(call(new SrmMkdirRequest(null, surl.text(), null)).returnStatus());
  }

  /** srmRm of one file. */
  public void rm(Surl surl) throws IOException {
    SrmRmResponse answer =
        call(new SrmRmRequest(null, List.of(surl.text()), null), SrmRmResponse.class);
    FileStatuses.require(answer.returnStatus(), answer.arrayOfFileStatuses());
  }

  /** srmRmdir; without {@code recursive} only of an empty directory. */
  public void rmdir(Surl surl, boolean recursive) throws IOException {
    require(call(new SrmRmdirRequest(null, surl.text(), null, recursive)).returnStatus());
  }

  /** srmMv within the server. */
  public void mv(Surl from, Surl to) throws IOException {
    require(call(new SrmMvRequest(null, from.text(), to.text(), null)).returnStatus());
  }

  /**
   * Writes a file: srmPrepareToPut, HTTPS PUT to the TURL with this client's credential,
   * srmPutDone. When something fails, the request is aborted.
   *
   * @throws SrmStatusException the server refuses it, at any of its steps
   * @throws ChecksumMismatchException the server has something else than was sent; if that was
   *     found out only after srmPutDone, the file is there
   */
  public TransferResult put(
      Path source, Surl target, TransferOptions options, TransferProgress progress)
      throws IOException {
    return new Upload(this, tls, options, progress).run(source, target);
  }

  /**
   * Reads a file: srmPrepareToGet, HTTPS GET from the TURL, srmReleaseFiles. The target appears
   * when it is complete.
   *
   * @throws SrmStatusException the server refuses it
   * @throws ChecksumMismatchException what came is not what the server has; there is no target
   */
  public TransferResult get(
      Surl source, Path target, TransferOptions options, TransferProgress progress)
      throws IOException {
    return new Download(this, tls, options, progress).run(source, target);
  }

  static void require(TReturnStatus status) throws SrmStatusException {
    if (status.statusCode() != TStatusCode.SRM_SUCCESS) {
      throw new SrmStatusException(status);
    }
  }

  /** Closes the connection. */
  @Override
  public void close() throws IOException {
    http.close();
  }
}
