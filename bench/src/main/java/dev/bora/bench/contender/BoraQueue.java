// SPDX-License-Identifier: Apache-2.0
package dev.bora.bench.contender;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.bora.bench.server.BenchServer.Target;
import dev.bora.db.Database;
import dev.bora.db.queue.Submissions;
import dev.bora.db.queue.Submissions.Submitted;
import dev.bora.db.table.FileRow;
import dev.bora.db.table.NewFile;
import dev.bora.db.table.NewRequest;
import dev.bora.db.table.Pause;
import dev.bora.db.table.Place;
import dev.bora.db.table.RequestKind;
import dev.bora.db.table.Requester;
import dev.bora.site.Site;
import dev.bora.srm.types.TOverwriteMode;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/** Bora: the very classes with which frontends submit and backends claim and complete. */
public final class BoraQueue implements Contender {
  private static final int FILES_PER_REQUEST = 1_000;

  @Override
  public String name() {
    return "bora";
  }

  @Override
  public String settings() {
    return "this checkout; "
        + BoraSite.QUEUE.strip().replace("\n", ",").replaceAll("\\s+", " ")
        + ", pool-size: "
        + BoraBackend.CONNECTIONS
        + ", nudges";
  }

  @Override
  public void create(Target target) throws SQLException {
    BoraTables.create(target);
  }

  @Override
  public String leftQuery() {
    return BoraTables.LEFT;
  }

  @Override
  public List<String> finishedRows(int rows) {
    return BoraTables.finishedRows(rows);
  }

  @Override
  public boolean hasUsers() {
    return true;
  }

  @Override
  public Session open(Target target, Ledger ledger) throws Exception {
    return new Open(target, ledger);
  }

  /** The number of the request that a file is. */
  static int number(FileRow row) {
    return Integer.parseInt(new String(row.place().path(), UTF_8).substring("bench/".length()));
  }

  private static final class Open implements Shared {
    private final Target target;
    private final Ledger ledger;
    private final BoraSite folder = BoraSite.create();
    private final Database database;
    private final Submissions submissions;
    private final List<BoraBackend> backends = new ArrayList<>();
    private final ExecutorService nudges = Executors.newVirtualThreadPerTaskExecutor();

    Open(Target target, Ledger ledger) throws Exception {
      this.target = target;
      this.ledger = ledger;
      this.database = Database.open(target.config(BoraBackend.CONNECTIONS));
      this.submissions = new Submissions(database, BoraBackend.CAPS);
    }

    private static Requester user(int user) {
      return new Requester("/DC=org/DC=example/CN=Bench " + user, "bench", List.of("/bench"));
    }

    @Override
    public void hold(int user, boolean held) {
      Requester who = user(user);
      database.run(tables -> {
        if (held) {
          tables.pauses().pause(new Pause(Pause.Kind.USER, who.dn(), who.share(), false));
        } else {
          tables.pauses().resume(Pause.Kind.USER, who.dn());
        }
      });
    }

    @Override
    public void submit(int number) {
      submitFor(0, number);
    }

    @Override
    public void submitFor(int user, int number) {
      Requester requester = user(user);
      Submitted submitted = submissions.submit(request(requester, number, number + 1));
      if (!backends.isEmpty()) {
        // As over XML-RPC, the client has its token meanwhile.
        BoraBackend backend = backends.get(number % backends.size());
        nudges.execute(() -> backend.nudge(requester.share(), submitted.fileIds()));
      }
    }

    @Override
    public void submitAll(int from, int to) {
      for (int next = from; next < to; next += FILES_PER_REQUEST) {
        Submitted _ =
            submissions.submit(request(user(0), next, Math.min(to, next + FILES_PER_REQUEST)));
      }
    }

    private NewRequest request(Requester requester, int from, int to) {
      List<NewFile> files =
          IntStream.range(from, to)
              .mapToObj(number ->
                  NewFile.accepted(
                      "srm://bench.example.org/data/bench/" + number,
                      Place.of(BoraBackend.AREA, "bench/" + number),
                      null))
              .toList();
      return new NewRequest(
          UUID.randomUUID().toString(),
          RequestKind.PUT,
          requester,
          null,
          "127.0.0.1",
          "frontend-1",
          List.of("https"),
          TOverwriteMode.NEVER,
          false,
          3600,
          3600,
          files);
    }

    @Override
    public void start(int first, int workers) throws Exception {
      Site site = folder.site(first + workers - 1);
      for (int worker = first; worker < first + workers; worker++) {
        backends.add(BoraBackend.start(target, site, "backend-" + worker, ledger));
      }
    }

    @Override
    public void close() throws IOException {
      nudges.close();
      backends.forEach(BoraBackend::close);
      database.close();
      folder.close();
    }
  }
}
