// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.transport;

import dev.bora.it.harness.TestGrid;
import dev.bora.srm.gsi.GsiConnector;
import dev.bora.srm.gsi.GsiConnectorConfig;
import dev.bora.srm.gsi.HostCredential;
import dev.bora.srm.gsi.IdentityHandler;
import dev.bora.srm.identity.GridTrust;
import dev.bora.srm.identity.GridTrustConfig;
import dev.bora.srm.identity.Identity;
import dev.bora.srm.identity.PeerIdentities;
import dev.bora.srm.soap.SoapCodec;
import dev.bora.srm.types.SrmLsRequest;
import dev.bora.srm.types.SrmLsResponse;
import dev.bora.srm.types.SrmPingRequest;
import dev.bora.srm.types.SrmPingResponse;
import dev.bora.srm.types.SrmRequest;
import dev.bora.srm.types.SrmResponse;
import dev.bora.srm.types.TExtraInfo;
import dev.bora.srm.types.TFileLocality;
import dev.bora.srm.types.TFileStorageType;
import dev.bora.srm.types.TFileType;
import dev.bora.srm.types.TMetaDataPathDetail;
import dev.bora.srm.types.TReturnStatus;
import dev.bora.srm.types.TStatusCode;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.LifeCycle;
import org.jspecify.annotations.Nullable;

/**
 * Bora's transport and codec, and behind them a directory /testvo that has always the same files.
 */
final class CannedServer implements AutoCloseable {

  static final List<String> FILES = List.of("one.dat", "two dat", "three%20#?&.dat");

  /** A call that came through: who made it, how, and what it asked for. */
  record Call(Identity identity, String scheme, SrmRequest request) {}

  final BlockingQueue<Call> calls = new LinkedBlockingQueue<>();
  final ServerConnector connector;
  private final Server server;
  private final GridTrust trust;

  private CannedServer(TestGrid grid, Duration idleTimeout) throws Exception {
    trust =
        GridTrust.open(
            new GridTrustConfig(grid.certificates(), grid.vomsDirectory(), Duration.ofMinutes(10)));
    PeerIdentities identities = new PeerIdentities(trust, 1000, Clock.systemUTC());
    server = new Server();
    connector =
        GsiConnector.create(
            server,
            GsiConnectorConfig.of("localhost", 0).withIdleTimeout(idleTimeout),
            trust,
            identities,
            HostCredential.open(
                grid.hostCertificate(), grid.hostKey(), Duration.ofMinutes(10), Clock.systemUTC()));
    server.addConnector(connector);
    server.setHandler(new IdentityHandler(identities, new Soap()));
  }

  static CannedServer start(TestGrid grid, Duration idleTimeout) throws Exception {
    CannedServer started = new CannedServer(grid, idleTimeout);
    started.server.start();
    return started;
  }

  int port() {
    return connector.getLocalPort();
  }

  /** A SURL as users write it, of a path below /testvo. */
  String surl(String path) {
    return "srm://localhost:%d/srm/managerv2?SFN=/testvo%s".formatted(port(), path);
  }

  /** All calls since the last look. */
  List<Call> drain() {
    List<Call> all = new ArrayList<>();
    calls.drainTo(all);
    return all;
  }

  @Override
  public void close() {
    LifeCycle.stop(server);
    trust.close();
  }

  private static SrmResponse answer(SrmRequest request, Identity identity) {
    return switch (request) {
      case SrmPingRequest ping ->
          new SrmPingResponse("v2.2", List.of(new TExtraInfo("dn", identity.dn())));
      case SrmLsRequest ls -> list(ls);
      default ->
          request
              .operation()
              .statusOnly(new TReturnStatus(TStatusCode.SRM_NOT_SUPPORTED, "canned"));
    };
  }

  private static SrmResponse list(SrmLsRequest request) {
    String surl = request.arrayOfSURLs().getFirst();
    String path = surl.substring(surl.indexOf("/testvo")).replaceAll("/+$", "");
    Integer levels = request.numOfLevels();
    List<TMetaDataPathDetail> children =
        levels != null && levels == 0
            ? List.of()
            : FILES.stream().map(name -> detail(path + "/" + name, 7L, List.of())).toList();
    TMetaDataPathDetail found =
        path.equals("/testvo")
            ? detail(path, null, children)
            : FILES.contains(path.substring("/testvo/".length()))
                ? detail(path, 7L, List.of())
                : new TMetaDataPathDetail(
                    path,
                    new TReturnStatus(
                        TStatusCode.SRM_INVALID_PATH, path + ": No such file or directory"));
    TReturnStatus status = found.status();
    boolean good = status != null && status.statusCode() == TStatusCode.SRM_SUCCESS;
    return new SrmLsResponse(
        new TReturnStatus(good ? TStatusCode.SRM_SUCCESS : TStatusCode.SRM_FAILURE),
        null,
        List.of(found));
  }

  private static TMetaDataPathDetail detail(
      String path, @Nullable Long size, List<TMetaDataPathDetail> children) {
    Instant time = Instant.parse("2026-01-02T03:04:05Z");
    return new TMetaDataPathDetail(
        path,
        new TReturnStatus(TStatusCode.SRM_SUCCESS),
        size,
        time,
        time,
        TFileStorageType.PERMANENT,
        null,
        TFileLocality.ONLINE,
        null,
        size == null ? TFileType.DIRECTORY : TFileType.FILE,
        -1,
        -1,
        null,
        null,
        null,
        null,
        null,
        children.isEmpty() ? null : children);
  }

  private final class Soap extends Handler.Abstract {

    private final SoapCodec codec = new SoapCodec();

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      SrmRequest read =
          codec.readRequest(
              Content.Source.asInputStream(request),
              Request.getCharset(request) == null ? null : Request.getCharset(request).name());
      Identity identity = IdentityHandler.identity(request);
      calls.add(new Call(identity, request.getHttpURI().getScheme(), read));
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/xml; charset=utf-8");
      response.write(true, ByteBuffer.wrap(codec.writeResponse(answer(read, identity))), callback);
      return true;
    }
  }
}
