// SPDX-License-Identifier: Apache-2.0
package dev.bora.door;

import dev.bora.filesystem.HiddenName;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/**
 * Answers every request on a virtual thread of its own: a slow client costs no platform thread.
 *
 * <p>404 for a TURL that is unknown, expired or wrong, whichever; 403 if the client shows the
 * certificate of somebody else; 405 for a method that a TURL does not permit; 503 beyond the limit
 * of transfers, and while the storage area is not open.
 */
final class DoorHandler extends Handler.Abstract.NonBlocking {
  private static final String FOR_WRITING = "GET, HEAD, PUT, PROPFIND, OPTIONS";
  private static final String FOR_READING = "GET, HEAD, PROPFIND, OPTIONS";
  private static final Set<String> TRANSFERS = Set.of("GET", "HEAD", "PUT", "PROPFIND");

  private static final long MOST_DROPPED = 1 << 20;
  private static final Duration DROP_PATIENCE = Duration.ofSeconds(2);

  private final Executor threads;
  private final Grants grants;
  private final Download download;
  private final Upload upload;
  private final int most;
  private final Semaphore room;
  private final BooleanSupplier misfit;
  private volatile boolean draining;

  DoorHandler(
      Executor threads,
      Grants grants,
      Download download,
      Upload upload,
      int transfers,
      BooleanSupplier misfit) {
    this.threads = threads;
    this.grants = grants;
    this.download = download;
    this.upload = upload;
    this.most = transfers;
    this.room = new Semaphore(transfers);
    this.misfit = misfit;
  }

  /** How many transfers are going on. */
  int transfers() {
    return most - room.availablePermits();
  }

  /**
   * Refuses new transfers and waits for those that go on.
   *
   * @return whether all ended in time
   */
  boolean drain(Duration patience) {
    draining = true;
    try {
      return room.tryAcquire(most, patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Exchange exchange = new Exchange(request, response);
    threads.execute(() -> serve(exchange, callback));
    return true;
  }

  private void serve(Exchange exchange, Callback callback) {
    try {
      answer(exchange);
      callback.succeeded();
    } catch (Refusal refusal) {
      refuse(exchange, refusal, callback);
    } catch (BrokenConnectionException broken) {
      exchange.broke();
      callback.failed(broken);
    } catch (IOException failure) {
      refuse(exchange, Failures.of(failure), callback);
    } catch (RuntimeException failure) {
      refuse(exchange, Failures.of(failure), callback);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      exchange.broke();
      callback.failed(stopped);
    } finally {
      exchange.body().close();
      AccessLog.write(exchange);
    }
  }

  private static void refuse(Exchange exchange, Refusal refusal, Callback callback) {
    Response response = exchange.response();
    if (response.isCommitted()) {
      // Too late to say it: the client must see that the data is not all there.
      exchange.broke();
      callback.failed(refusal);
      return;
    }
    byte[] text = (refusal.getMessage() + "\n").getBytes(StandardCharsets.UTF_8);
    if (!isConsumed(exchange)) {
      response.getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE);
    }
    response.setStatus(refusal.status());
    response.getHeaders().remove(HttpHeader.ETAG);
    response.getHeaders().remove(HttpHeader.LAST_MODIFIED);
    if (refusal.status() == HttpStatus.SERVICE_UNAVAILABLE_503) {
      response.getHeaders().put(HttpHeader.RETRY_AFTER, "10");
    }
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain;charset=utf-8");
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, text.length);
    boolean head = exchange.request().getMethod().equals("HEAD");
    response.write(true, head ? BufferUtil.EMPTY_BUFFER : ByteBuffer.wrap(text), callback);
  }

  /** Whether the connection can be used again: nothing of the body is still to come. */
  private static boolean isConsumed(Exchange exchange) {
    try {
      return exchange.isBodyOnItsWay() && exchange.body().drop(MOST_DROPPED, DROP_PATIENCE);
    } catch (BrokenConnectionException _) {
      return false;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void answer(Exchange exchange) throws Refusal, IOException, InterruptedException {
    String method = exchange.request().getMethod();
    if (method.equals("OPTIONS")) {
      exchange.response().getHeaders().put(HttpHeader.ALLOW, FOR_WRITING);
      answer(exchange, HttpStatus.OK_200);
    } else if (TRANSFERS.contains(method)) {
      transferIfRoom(exchange, method);
    } else {
      throw notAllowed(exchange, FOR_WRITING);
    }
  }

  private void transferIfRoom(Exchange exchange, String method)
      throws Refusal, IOException, InterruptedException {
    if (misfit.getAsBoolean()) {
      throw new Refusal(
          HttpStatus.SERVICE_UNAVAILABLE_503,
          "the door does not fit the configuration of the site");
    }
    if (draining || !room.tryAcquire()) {
      throw new Refusal(
          HttpStatus.SERVICE_UNAVAILABLE_503,
          draining ? "the door is being stopped" : "the door has " + most + " transfers already");
    }
    try {
      transfer(exchange, method, granted(exchange));
    } finally {
      room.release();
    }
  }

  private Grant granted(Exchange exchange) throws Refusal, IOException {
    String path = exchange.request().getHttpURI().getPath();
    Optional<Turl> turl = path == null ? Optional.empty() : Turl.inPath(path);
    Grant grant = grants.find(turl.orElseThrow(Failures::notFound)).orElseThrow(Failures::notFound);
    exchange.grant(grant);
    Optional<String> dn = exchange.dn();
    if (dn.isPresent() && !dn.get().equals(grant.dn())) {
      throw new Refusal(HttpStatus.FORBIDDEN_403, "the request is somebody else's");
    }
    return grant;
  }

  private void transfer(Exchange exchange, String method, Grant grant)
      throws Refusal, IOException, InterruptedException {
    switch (method) {
      case "PUT" -> receive(exchange, grant);
      case "PROPFIND" -> Properties.send(exchange, grant);
      default -> download.send(exchange, grant, method.equals("GET"));
    }
  }

  private void receive(Exchange exchange, Grant grant)
      throws Refusal, IOException, InterruptedException {
    Optional<HiddenName> name = grant.upload();
    if (name.isEmpty()) {
      throw notAllowed(exchange, FOR_READING);
    }
    Optional<String> adler32 = upload.receive(exchange, grant, name.get());
    if (WantedDigest.isAdler32(exchange.request())) {
      adler32.ifPresent(sum -> WantedDigest.tell(exchange.response().getHeaders(), sum));
    }
    answer(exchange, HttpStatus.CREATED_201);
  }

  private static Refusal notAllowed(Exchange exchange, String allowed) {
    exchange.response().getHeaders().put(HttpHeader.ALLOW, allowed);
    return new Refusal(HttpStatus.METHOD_NOT_ALLOWED_405, "permitted here: " + allowed);
  }

  private static void answer(Exchange exchange, int status) throws BrokenConnectionException {
    exchange.response().setStatus(status);
    exchange.response().getHeaders().put(HttpHeader.CONTENT_LENGTH, 0);
    Download.end(exchange);
  }
}
