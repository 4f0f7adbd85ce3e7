// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.point;

import dev.bora.it.deployment.Cluster;
import dev.bora.it.harness.SrmClient;
import dev.bora.it.harness.Transfers;
import dev.bora.it.harness.Transfers.Prepared;
import dev.bora.srm.client.GridHttpConfig.Transport;
import dev.bora.srm.types.SrmMkdirRequest;
import dev.bora.srm.types.SrmMkdirResponse;
import dev.bora.srm.types.SrmMvRequest;
import dev.bora.srm.types.SrmMvResponse;
import dev.bora.srm.types.SrmRmRequest;
import dev.bora.srm.types.SrmRmResponse;
import dev.bora.srm.types.SrmRmdirRequest;
import dev.bora.srm.types.SrmRmdirResponse;
import dev.bora.srm.types.TOverwriteMode;
import dev.bora.srm.types.TReturnStatus;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The one client of a {@link Stage}: a call at a time, and one more aside. Paths are the area's.
 */
final class StageClient implements AutoCloseable {
  private final int port;
  private final SrmClient srm;
  private final Transfers transfers;

  /** For a call that is held while others are made. */
  private final SrmClient aside;

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /** Of the first frontend. */
  StageClient(Cluster cluster) throws Exception {
    this.port = cluster.frontends().getFirst().port();
    this.srm = cluster.srm("alice-voms", Transport.HTTPS, cluster.frontends().getFirst());
    this.transfers = new Transfers(srm);
    this.aside = cluster.srm("alice-voms", Transport.HTTPS, cluster.frontends().getFirst());
  }

  private String surl(String path) {
    return "srm://localhost:%d/srm/managerv2?SFN=/testvo/%s".formatted(port, path);
  }

  TReturnStatus mkdir(String path) throws IOException {
    return srm.call(new SrmMkdirRequest(null, surl(path), null), SrmMkdirResponse.class)
        .returnStatus();
  }

  TReturnStatus rmdir(String path, boolean wholeTree) throws IOException {
    return srm.call(new SrmRmdirRequest(null, surl(path), null, wholeTree), SrmRmdirResponse.class)
        .returnStatus();
  }

  TReturnStatus remove(String path) throws IOException {
    return remove(srm, path);
  }

  private TReturnStatus remove(SrmClient client, String path) throws IOException {
    return client
        .call(new SrmRmRequest(null, List.of(surl(path)), null), SrmRmResponse.class)
        .returnStatus();
  }

  /** A removal that need not have ended when this returns; one such call at a time. */
  Future<TReturnStatus> beginRemoval(String path) {
    return threads.submit(() -> remove(aside, path));
  }

  TReturnStatus move(String from, String to) throws IOException {
    return move(srm, from, to);
  }

  private TReturnStatus move(SrmClient client, String from, String to) throws IOException {
    return client
        .call(new SrmMvRequest(null, surl(from), surl(to), null), SrmMvResponse.class)
        .returnStatus();
  }

  /** As {@link #beginRemoval}, a rename. */
  Future<TReturnStatus> beginMove(String from, String to) {
    return threads.submit(() -> move(aside, from, to));
  }

  /** srmPrepareToPut until the TURL is there. */
  Prepared prepare(String path) throws IOException {
    return prepare(transfers, path);
  }

  /** The same, with a TURL for some seconds only. */
  Prepared prepareFor(int seconds, String path) throws IOException {
    return prepare(transfers.pinnedFor(seconds), path);
  }

  private Prepared prepare(Transfers with, String path) throws IOException {
    return with.prepareToPut(surl(path), null, TOverwriteMode.ALWAYS, "file");
  }

  TReturnStatus statusOfPut(String token) throws IOException {
    return transfers.statusOfPut(token).status();
  }

  TReturnStatus abort(String token) throws IOException {
    return transfers.abort(token);
  }

  /** Writes through a file TURL. */
  static void upload(Prepared prepared, String content) throws IOException {
    Files.writeString(Path.of(URI.create(prepared.requireTurl()).getPath()), content);
  }

  /** srmPutDone. */
  TReturnStatus done(Prepared prepared, String path) throws IOException {
    return transfers.putDone(prepared.requireToken(), surl(path));
  }

  /** As {@link #beginRemoval}, an srmPutDone. */
  Future<TReturnStatus> beginDone(Prepared prepared, String path) {
    return threads.submit(() -> new Transfers(aside).putDone(prepared.requireToken(), surl(path)));
  }

  /** A whole put, through a file TURL. */
  TReturnStatus put(String path, String content) throws IOException {
    Prepared prepared = prepare(path);
    if (prepared.turl() == null) {
      return prepared.status();
    }
    upload(prepared, content);
    return done(prepared, path);
  }

  @Override
  public void close() throws IOException {
    threads.shutdownNow();
    aside.close();
    srm.close();
  }
}
