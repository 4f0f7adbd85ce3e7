// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.it.deployment.Deployment;
import dev.bora.it.harness.Client;
import dev.bora.it.harness.DataClient;
import dev.bora.it.harness.SrmClient;
import dev.bora.it.harness.Transfers;
import dev.bora.it.harness.Transfers.Prepared;
import dev.bora.srm.client.GridHttpConfig.Transport;
import dev.bora.srm.types.TReturnStatus;
import dev.bora.srm.types.TStatusCode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Many clients at a time. */
public abstract class CrowdTests extends DeployedTests {

  private static final int CLIENTS = 50;

  /** With five thousand it takes two minutes. */
  private static final int PUTS = Integer.getInteger("bora.it.puts", 1_500);

  private static final int GFAL_CLIENTS = 3;
  private static final int GFAL_PUTS = 10;
  private static final Duration STALL = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(500);

  protected CrowdTests(Deployment deployment) throws Exception {
    super(deployment);
  }

  /**
   * Every put ends, none is lost, none done twice; afterwards nothing is left of them but the
   * files.
   */
  @Test
  void putsOfManyClientsAtOnce() throws Exception {
    Leftovers leftovers = leftoversBefore();
    int gfalPuts = GFAL_CLIENTS * GFAL_PUTS;
    List<List<String>> shares = new ArrayList<>();
    int own = CLIENTS - GFAL_CLIENTS;
    for (int client = 0; client < own; client++) {
      List<String> share = new ArrayList<>();
      for (int i = client; i < PUTS - gfalPuts; i += own) {
        share.add("put-%04d".formatted(i));
      }
      shares.add(share);
    }
    Set<String> expected =
        shares.stream().flatMap(List::stream).collect(Collectors.toCollection(TreeSet::new));

    try (ExecutorService crowd = Executors.newFixedThreadPool(CLIENTS)) {
      List<Callable<List<String>>> work = new ArrayList<>();
      shares.forEach(share -> work.add(() -> putByCalls(share)));
      for (int client = 0; client < GFAL_CLIENTS; client++) {
        List<String> share =
            Stream.iterate(0, i -> i + 1)
                .limit(GFAL_PUTS)
                .map("gfal-%d-%%02d".formatted(client)::formatted)
                .toList();
        expected.addAll(share);
        work.add(() -> putByGfal(share));
      }
      List<String> problems = new ArrayList<>();
      for (Future<List<String>> done : crowd.invokeAll(work)) {
        problems.addAll(done.get());
      }
      assertThat(problems).isEmpty();
    }

    try (Stream<Path> files = Files.list(disk(""))) {
      assertThat(files.map(file -> file.getFileName().toString()).sorted())
          .containsExactlyElementsOf(expected);
    }
    for (String name : expected) {
      assertThat(disk(name)).hasContent(name);
    }
    leftovers.assertNone();
    leftovers.assertDoneOnce(PUTS);
  }

  /** Puts by Bora's own client, each connection to the next frontend; what is wrong with them. */
  private List<String> putByCalls(List<String> names) throws Exception {
    List<String> problems = new ArrayList<>();
    try (SrmClient first = deployment.srm("alice-voms", Transport.HTTPG);
        SrmClient second = deployment.srm("alice-voms", Transport.HTTPS);
        DataClient data = deployment.data("alice-voms")) {
      Transfers preparing = new Transfers(first);
      // another connection, so often another frontend than the one that took the request
      Transfers finishing = new Transfers(second);
      for (String name : names) {
        String surl = surl(name);
        long size = name.length();
        Prepared put = prepare(preparing, surl, size);
        if (put.status().statusCode() != TStatusCode.SRM_SPACE_AVAILABLE) {
          problems.add(name + ": " + put.status());
          continue;
        }
        upload(data, name, put.requireTurl());
        TReturnStatus done = finishing.putDone(put.requireToken(), surl);
        long limit = System.nanoTime() + STALL.toNanos();
        while (isWorthAnotherTry(done, false, limit)) {
          done = finishing.putDone(put.requireToken(), surl);
        }
        if (done.statusCode() != TStatusCode.SRM_SUCCESS) {
          problems.add(name + ": " + done);
        }
      }
    }
    return problems;
  }

  private static Prepared prepare(Transfers transfers, String surl, long size) throws Exception {
    Prepared put = transfers.prepareToPut(surl, size, null, "file", "https");
    long limit = System.nanoTime() + STALL.toNanos();
    boolean refused = false;
    while (isWorthAnotherTry(put.status(), refused, limit)) {
      refused = true;
      put =
          put.token() == null || put.status().statusCode() == TStatusCode.SRM_FILE_BUSY
              ? transfers.prepareToPut(surl, size, null, "file", "https")
              : transfers.awaitPut(put.requireToken());
    }
    return put;
  }

  /**
   * The machine may be so busy that its database stands still for longer than a call waits; a
   * client waits a little and tries again, as all do that are used.
   *
   * @param refused whether it was before: what was in doubt then may hold the path until it is
   *     aborted
   */
  private static boolean isWorthAnotherTry(TReturnStatus status, boolean refused, long limit) {
    TStatusCode code = status.statusCode();
    boolean transitory =
        code == TStatusCode.SRM_INTERNAL_ERROR || (refused && code == TStatusCode.SRM_FILE_BUSY);
    if (!transitory || System.nanoTime() > limit) {
      return false;
    }
    LockSupport.parkNanos(PAUSE.toNanos());
    return true;
  }

  private static void upload(DataClient data, String name, String turl) throws Exception {
    if (turl.startsWith("file:")) {
      Files.write(Path.of(URI.create(turl)), name.getBytes(StandardCharsets.UTF_8));
    } else {
      int status = data.put(turl, name.getBytes(StandardCharsets.UTF_8));
      assertThat(status).as(turl).isBetween(200, 299);
    }
  }

  private List<String> putByGfal(List<String> names) throws Exception {
    List<String> problems = new ArrayList<>();
    Client client = deployment.client("alice-voms");
    for (String name : names) {
      var copy =
          client.run(
              "gfal-copy",
              "-D",
              "SRM PLUGIN:TURL_3RD_PARTY_PROTOCOLS=https",
              url(desk(name)),
              surl(name));
      if (copy.exit() != 0) {
        problems.add(copy.toString());
      }
    }
    return problems;
  }

  private Path desk(String name) throws Exception {
    return Files.writeString(desk.resolve(name), name);
  }
}
