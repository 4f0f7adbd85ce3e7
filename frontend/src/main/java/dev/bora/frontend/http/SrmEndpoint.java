// SPDX-License-Identifier: Apache-2.0
package dev.bora.frontend.http;

import com.google.common.net.InetAddresses;
import dev.bora.frontend.call.Backends;
import dev.bora.frontend.call.Call;
import dev.bora.frontend.call.Callers;
import dev.bora.frontend.operation.Dispatcher;
import dev.bora.site.Site;
import dev.bora.srm.gsi.IdentityHandler;
import dev.bora.srm.soap.FaultCode;
import dev.bora.srm.soap.InvalidMessageException;
import dev.bora.srm.soap.MalformedSoapException;
import dev.bora.srm.soap.SoapCodec;
import dev.bora.srm.soap.SoapLimits;
import dev.bora.srm.soap.Wsdl;
import dev.bora.srm.types.SrmRequest;
import dev.bora.srm.types.SrmResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.MimeTypes;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.VirtualThreads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * POST of SOAP messages, and GET of the WSDL, below the service's path. It stands behind an {@link
 * IdentityHandler}, and answers on virtual threads: a call that is slow to come costs none of
 * Jetty's.
 */
public final class SrmEndpoint extends Handler.Abstract {
  private static final Logger LOG = LoggerFactory.getLogger(SrmEndpoint.class);
  private static final int REQUEST_ID_BYTES = 8;

  private final Site site;
  private final String node;
  private final Callers callers;
  private final Backends backends;
  private final Dispatcher dispatcher;
  private final AccessLog accessLog;
  private final BooleanSupplier draining;
  private final SoapCodec codec;
  private final MessageRoom room;
  private final Semaphore admitted;
  private final Executor threads = VirtualThreads.getNamedVirtualThreadsExecutor("srm-call-");
  private final SecureRandom random = new SecureRandom();

  /**
   * For a site.
   *
   * @param node this frontend's name
   * @param draining whether clients are to come back over another connection
   */
  public SrmEndpoint(
      Site site,
      String node,
      Callers callers,
      Backends backends,
      Dispatcher dispatcher,
      AccessLog accessLog,
      BooleanSupplier draining) {
    this.site = site;
    this.node = node;
    this.callers = callers;
    this.backends = backends;
    this.dispatcher = dispatcher;
    this.accessLog = accessLog;
    this.draining = draining;
    SoapLimits limits = limits(site);
    this.codec = new SoapCodec(limits);
    this.room = new MessageRoom(site.limits().soapMemory().bytes(), limits.bodyBytes());
    this.admitted = new Semaphore(site.limits().concurrentCalls());
  }

  private static SoapLimits limits(Site site) {
    SoapLimits usual = SoapLimits.DEFAULTS;
    // One more than is permitted, so that a request with too many is told so, and not its message.
    int items = Math.max(usual.arrayItems(), site.limits().surlsPerRequest() + 1);
    return new SoapLimits(
        Math.toIntExact(site.limits().soapBodySize().bytes()),
        usual.depth(),
        usual.attributes(),
        Math.max(usual.elements(), 10 * items),
        usual.textLength(),
        items);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    // Jetty is here on a thread of its pool if the request had come before it was waited for.
    threads.execute(() -> {
      MessageRoom.Share share = room.open();
      Callback taken = Callback.from(callback, share::close);
      Reply reply = new Reply(response, site.limits().callTimeout(), draining, share, taken);
      try {
        serve(request, reply);
      } catch (RuntimeException | Error broken) {
        LOG.error("a request was not answered", broken);
        reply.broken(broken);
      }
    });
    return true;
  }

  private void serve(Request request, Reply reply) {
    if (!isOurs(Request.getPathInContext(request))) {
      reply.plain(HttpStatus.NOT_FOUND_404, "Not found");
    } else if (HttpMethod.POST.is(request.getMethod())) {
      post(request, reply);
    } else if (HttpMethod.GET.is(request.getMethod())
        && "wsdl".equalsIgnoreCase(request.getHttpURI().getQuery())) {
      String wsdl = Wsdl.write("httpg://" + site.srm().endpoint() + site.srm().path());
      reply.xml(wsdl.getBytes(StandardCharsets.UTF_8));
    } else {
      reply.response().getHeaders().put(HttpHeader.ALLOW, "POST");
      reply.plain(
          HttpStatus.METHOD_NOT_ALLOWED_405,
          "This is an SRM v2.2 server: POST a SOAP message, or GET ?wsdl");
    }
  }

  private boolean isOurs(String path) {
    String service = site.srm().path();
    return service.equals("/") || path.equals(service) || path.startsWith(service + "/");
  }

  /** As people write it: Jetty has IPv6 with all its zeros and in brackets. */
  private static String clientAddress(Request request) {
    return request.getConnectionMetaData().getRemoteSocketAddress()
            instanceof InetSocketAddress peer
        ? InetAddresses.toAddrString(peer.getAddress())
        : Request.getRemoteAddr(request);
  }

  private void post(Request request, Reply reply) {
    long start = System.nanoTime();
    Call call =
        new Call(
            requestId(),
            node,
            clientAddress(request),
            callers.of(IdentityHandler.identity(request)),
            backends,
            site.rpc().callTimeout());
    try {
      SrmRequest asked = read(request, reply.room());
      SrmResponse answer = answer(call, asked);
      accessLog.answered(call, asked, answer, since(start));
      reply.xml(codec.writeResponse(answer));
    } catch (InvalidMessageException invalid) {
      SrmResponse answer = invalid.response();
      accessLog.unreadable(
          call,
          invalid.operation().wsdlName(),
          answer.returnStatus().statusCode().name(),
          since(start));
      reply.xml(codec.writeResponse(answer));
    } catch (MalformedSoapException malformed) {
      accessLog.unreadable(call, "-", "Fault", since(start));
      reply.fault(codec.writeFault(malformed));
    } catch (MessageRoom.NoRoomException full) {
      accessLog.unreadable(call, "-", "NoRoom", since(start));
      // What is still to come of it is not read.
      reply.closesConnection();
      reply.fault(codec.writeFault(FaultCode.SERVER, "The server is busy, try again later"));
    } catch (BodyStream.TooSlowException slow) {
      accessLog.unreadable(call, "-", "TooSlow", since(start));
      reply.closesConnection();
      reply.plain(HttpStatus.REQUEST_TIMEOUT_408, "The request came too slowly");
    } catch (IOException broken) {
      accessLog.unreadable(call, "-", "Broken", since(start));
      reply.broken(broken);
    } catch (RuntimeException broken) {
      LOG.error("{}: no answer could be made", call.requestId(), broken);
      accessLog.unreadable(call, "-", "Fault", since(start));
      reply.fault(
          codec.writeFault(
              FaultCode.SERVER,
              "Internal error; the log of the server has it as " + call.requestId()));
    }
  }

  private SrmRequest read(Request request, MessageRoom.Share share)
      throws IOException, MalformedSoapException, InvalidMessageException {
    String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
    String charset = type == null ? null : MimeTypes.getCharsetFromContentType(type);
    byte[] body;
    try (InputStream stream = new BodyStream(request, site.limits().callTimeout(), share)) {
      body = codec.readBody(stream);
    }
    return room.inTurn(body.length, () -> codec.readRequest(body, charset));
  }

  private SrmResponse answer(Call call, SrmRequest request) {
    if (!admitted.tryAcquire()) {
      return Dispatcher.busy(request);
    }
    try {
      return dispatcher.answer(call, request);
    } finally {
      admitted.release();
    }
  }

  private String requestId() {
    byte[] bytes = new byte[REQUEST_ID_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
