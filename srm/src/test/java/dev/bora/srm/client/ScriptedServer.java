// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.client;

import dev.bora.srm.client.GridHttpConfig.Transport;
import dev.bora.srm.gsi.GsiConnector;
import dev.bora.srm.gsi.GsiConnectorConfig;
import dev.bora.srm.gsi.HostCredential;
import dev.bora.srm.gsi.IdentityHandler;
import dev.bora.srm.identity.GridTrust;
import dev.bora.srm.identity.GridTrustConfig;
import dev.bora.srm.identity.PeerIdentities;
import dev.bora.srm.pki.PemCredential;
import dev.bora.srm.pki.ProxyOptions;
import dev.bora.srm.pki.ThrowAwayGrid;
import dev.bora.srm.soap.SoapCodec;
import dev.bora.srm.surl.Surl;
import dev.bora.srm.types.Operation;
import dev.bora.srm.types.SrmRequest;
import dev.bora.srm.types.SrmResponse;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.LifeCycle;

/** An SRM server and data door on one port that answers what a test says. */
final class ScriptedServer implements AutoCloseable {

  /** What the door does. */
  enum Door {
    WORKS,
    /** Refuses PUT and GET with 507 and a text. */
    FULL,
    /** Tells a checksum that is not that of the data. */
    WRONG_DIGEST,
    /** Sends half of what it announced, and no more. */
    STALLS
  }

  /** What an operation is answered with, instead of a response. */
  static final class LostReply extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  final List<SrmRequest> requests = new CopyOnWriteArrayList<>();
  final Map<String, byte[]> data = new ConcurrentHashMap<>();
  private final Map<Operation, Function<SrmRequest, SrmResponse>> answers =
      new ConcurrentHashMap<>();
  private final SoapCodec codec = new SoapCodec();
  private final GridTrust trust;
  private final PemCredential user;
  private final Server server;
  private final ServerConnector connector;
  volatile Door door = Door.WORKS;

  private ScriptedServer(Path folder) throws Exception {
    ThrowAwayGrid grid = ThrowAwayGrid.openOrCreate(folder.resolve("grid"), "testgrid");
    trust = GridTrust.open(new GridTrustConfig(grid.certificates(), null, Duration.ofMinutes(10)));
    user =
        PemCredential.readProxy(
            grid.proxy(
                grid.user("alice", "Alice Adams"),
                ProxyOptions.lasting(Duration.ofHours(1)),
                folder.resolve("proxy.pem")));
    PeerIdentities identities = new PeerIdentities(trust, 1000, Clock.systemUTC());
    server = new Server();
    connector =
        GsiConnector.create(
            server,
            GsiConnectorConfig.of("localhost", 0),
            trust,
            identities,
            HostCredential.open(
                grid.host().certificateFile(),
                grid.host().keyFile(),
                Duration.ofMinutes(1),
                Clock.systemUTC()));
    server.addConnector(connector);
    server.setHandler(new IdentityHandler(identities, new Script()));
    server.start();
  }

  static ScriptedServer start(Path folder) throws Exception {
    return new ScriptedServer(folder);
  }

  <Q extends SrmRequest> void on(Class<Q> type, Function<Q, SrmResponse> answer) {
    for (Operation operation : Operation.values()) {
      if (operation.requestType() == type) {
        answers.put(operation, request -> answer.apply(type.cast(request)));
      }
    }
  }

  SrmClient client() throws Exception {
    return client(connector.getLocalPort(), "/srm/managerv2");
  }

  SrmClient client(int port, String path) throws Exception {
    return new SrmClient(new SrmEndpoint(Transport.HTTPG, "localhost", port, path), user, trust);
  }

  Surl surl(String path) throws Exception {
    return Surl.parse("srm://localhost:" + connector.getLocalPort() + path);
  }

  String turl(String path) {
    return "https://localhost:" + connector.getLocalPort() + path;
  }

  List<String> operations() {
    return requests.stream().map(request -> request.operation().wsdlName()).toList();
  }

  @Override
  public void close() {
    LifeCycle.stop(server);
    trust.close();
  }

  private final class Script extends Handler.Abstract {

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      String path = Request.getPathInContext(request);
      switch (request.getMethod()) {
        case "POST" -> srm(path, request, response, callback);
        case "PUT" -> put(path, request, response, callback);
        default -> get(path, response, callback);
      }
      return true;
    }

    private void srm(String path, Request request, Response response, Callback callback)
        throws Exception {
      if (!path.equals("/srm/managerv2")) {
        Response.writeError(request, response, callback, 404);
        return;
      }
      SrmRequest asked;
      try (InputStream body = Content.Source.asInputStream(request)) {
        asked = codec.readRequest(body, "utf-8");
      }
      requests.add(asked);
      try {
        byte[] answer = codec.writeResponse(answers.get(asked.operation()).apply(asked));
        response.getHeaders().put("Content-Type", "text/xml; charset=utf-8");
        response.write(true, ByteBuffer.wrap(answer), callback);
      } catch (LostReply e) {
        request.getConnectionMetaData().getConnection().getEndPoint().close();
        callback.failed(e);
      }
    }

    private void put(String path, Request request, Response response, Callback callback)
        throws Exception {
      if (door == Door.FULL) {
        full(response, callback);
        return;
      }
      try (InputStream body = Content.Source.asInputStream(request)) {
        data.put(path, body.readAllBytes());
      }
      digest(response);
      response.setStatus(201);
      callback.succeeded();
    }

    private void get(String path, Response response, Callback callback) {
      byte[] bytes = data.get(path);
      switch (door) {
        case FULL -> full(response, callback);
        case STALLS -> {
          response.getHeaders().put("Content-Length", bytes.length);
          response.write(false, ByteBuffer.wrap(bytes, 0, bytes.length / 2), Callback.NOOP);
        }
        case WORKS, WRONG_DIGEST -> {
          digest(response);
          response.write(true, ByteBuffer.wrap(bytes), callback);
        }
      }
    }

    private void digest(Response response) {
      if (door == Door.WRONG_DIGEST) {
        response.getHeaders().put("Digest", "adler32=1234567");
      }
    }

    private void full(Response response, Callback callback) {
      response.setStatus(507);
      response.getHeaders().put("Content-Type", "text/plain");
      Content.Sink.write(response, true, "No space left on device", callback);
    }
  }
}
