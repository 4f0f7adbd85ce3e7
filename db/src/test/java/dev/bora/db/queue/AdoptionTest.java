// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.queue;

import static dev.bora.db.queue.QueueFixture.ALICE;
import static dev.bora.db.queue.QueueFixture.incarnation;
import static dev.bora.db.queue.QueueFixture.put;
import static dev.bora.db.queue.QueueFixture.register;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.bora.db.Database;
import dev.bora.db.TestServer;
import dev.bora.db.node.Fence;
import dev.bora.db.queue.Journal.Intent;
import dev.bora.db.table.AdoptionMapper.Adoption;
import dev.bora.db.table.FileRow;
import dev.bora.db.table.FileState;
import dev.bora.db.table.IncarnationState;
import dev.bora.db.table.Line;
import dev.bora.db.table.RequestKind;
import dev.bora.db.table.Step;
import dev.bora.srm.types.TStatusCode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of the rows of a backend that is fenced. */
class AdoptionTest {
  private Database database;
  private Fence dead;

  @BeforeEach
  void open() throws Exception {
    database = TestServer.migratedDatabase("adoption");
    dead = register(database, "backend-1");
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void whatHadBegunIsSuspectedAndWhatWasMerelyClaimedIsNot() {
    FileRow begun = claimed("begun");
    FileRow claimed = claimed("claimed");
    new Journal(dead).intend(Claim.of(begun), new Intent(Step.CREATE, null, 1), List.of());
    Fence survivor = fenceTheDead();

    List<FileRow> adopted = adopt(survivor, dead, true);

    assertThat(adopted).extracting(FileRow::id).containsExactly(begun.id(), claimed.id());
    assertThat(adopted).extracting(FileRow::suspect).containsExactly(true, false);
    assertThat(adopted).extracting(FileRow::adoptions).containsExactly(1, 1);
    assertThat(adopted).extracting(FileRow::deaths).containsExactly(0, 0);
    Adoption note = database.call(tables -> tables.adoptions().latest(1)).getFirst();
    assertThat(note.fromNode()).isEqualTo("backend-1");
    assertThat(note.toNode()).isEqualTo("backend-2");
    assertThat(note.files()).isEqualTo(2);
    assertThat(note.suspects()).isEqualTo(1);
  }

  @Test
  void nothingIsSuspectedOfAnEndWithoutADeath() {
    FileRow begun = claimed("begun");
    new Journal(dead).intend(Claim.of(begun), new Intent(Step.CREATE, null, 1), List.of());
    assertThat(adopt(fenceTheDead(), dead, false).getFirst().suspect()).isFalse();
  }

  @Test
  void aDeathCountsOnlyIfTheSuspectRanAlone() {
    FileRow begun = claimed("begun");
    new Journal(dead).intend(Claim.of(begun), new Intent(Step.CREATE, null, 1), List.of());
    Fence second = fenceTheDead();
    FileRow suspect = adopt(second, dead, true).getFirst();
    new Claims(second).runsAlone(Claim.of(suspect));
    Fence third = fence(second, "backend-3");
    FileRow again = adopt(third, second, true).getFirst();
    assertThat(again.suspect()).isTrue();
    assertThat(again.deaths()).isEqualTo(1);

    Fence fourth = fence(third, "backend-4");
    assertThat(adopt(fourth, third, true).getFirst().deaths()).isEqualTo(1);
  }

  @Test
  void whatAnAdopterBeganIsSuspectedThoughItCameToNoStep() {
    FileRow begun = claimed("begun");
    FileRow claimed = claimed("claimed");
    Fence second = fenceTheDead();
    List<FileRow> taken = adopt(second, dead, true);
    assertThat(taken).extracting(FileRow::suspect).containsExactly(false, false);
    new Claims(second).begins(Claim.of(taken.getFirst()));
    Fence third = fence(second, "backend-3");
    List<FileRow> again = adopt(third, second, true);
    assertThat(again).extracting(FileRow::id).containsExactly(begun.id(), claimed.id());
    assertThat(again).extracting(FileRow::suspect).containsExactly(true, false);

    new Claims(third).runsAlone(Claim.of(again.getFirst()));
    Fence fourth = fence(third, "backend-4");
    assertThat(adopt(fourth, third, true)).extracting(FileRow::deaths).containsExactly(1, 0);
    // What is claimed anew was begun by nobody yet.
    Fence fifth = fence(fourth, "backend-5");
    assertThat(adopt(fifth, fourth, true))
        .extracting(FileRow::suspect)
        .containsExactly(true, false);
  }

  @Test
  void ofOneBatchEachFileIsJudgedByItself() {
    FileRow claimed = claimed("claimed");
    FileRow ranAlone = claimed("ranAlone");
    FileRow begun = claimed("begun");
    FileRow aborting = claimed("aborting");
    Journal journal = new Journal(dead);
    journal.intend(Claim.of(ranAlone), new Intent(Step.CREATE, null, 1), List.of());
    new Claims(dead).runsAlone(Claim.of(ranAlone));
    journal.intend(Claim.of(begun), new Intent(Step.CREATE, null, 1), List.of());
    journal.intend(Claim.of(aborting), new Intent(Step.ABORT, null, null), List.of());

    List<FileRow> adopted = adopt(fenceTheDead(), dead, true);

    assertThat(adopted)
        .extracting(FileRow::id, FileRow::suspect, FileRow::deaths, FileRow::step)
        .containsExactly(
            tuple(claimed.id(), false, 0, null),
            tuple(ranAlone.id(), true, 1, Step.CREATE),
            tuple(begun.id(), true, 0, Step.CREATE),
            tuple(aborting.id(), false, 0, Step.ABORT));
    assertThat(adopted).extracting(FileRow::claim).containsOnly(2);
  }

  @Test
  void noMoreIsTakenThanWasAskedFor() {
    List<Long> ids =
        List.of("a", "b", "c").stream().map(path -> claimed(path).id()).sorted().toList();
    Fence survivor = fenceTheDead();

    assertThat(new Claims(survivor).adopt(incarnation(database, dead), true, 2))
        .extracting(FileRow::id)
        .isEqualTo(ids.subList(0, 2));

    assertThat(row(ids.getLast()).owner()).isEqualTo(dead.epoch());
    assertThat(row(ids.getLast()).claim()).isEqualTo(1);
    assertThat(held(dead)).containsExactly(ids.getLast());
    assertThat(held(survivor)).isEqualTo(ids.subList(0, 2));
  }

  @Test
  void whatAnAdopterHadTakenWhenItDiedIsTakenInTurn() {
    FileRow first = claimed("first");
    FileRow second = claimed("second");
    Fence adopter = fenceTheDead();
    new Claims(adopter).adopt(incarnation(database, dead), true, 1);
    Fence last = fence(adopter, "backend-3");

    List<FileRow> inTurn = adopt(last, adopter, true);
    List<FileRow> leftOver = adopt(last, dead, true);

    assertThat(inTurn)
        .extracting(FileRow::id, FileRow::claim, FileRow::adoptions)
        .containsExactly(tuple(first.id(), 3, 2));
    assertThat(leftOver)
        .extracting(FileRow::id, FileRow::claim, FileRow::adoptions)
        .containsExactly(tuple(second.id(), 2, 1));
    assertThat(held(last)).containsExactly(first.id(), second.id());
  }

  @Test
  void aSuspectThatIsReadyIsNoneAnyMore() {
    FileRow begun = claimed("begun");
    new Journal(dead).intend(Claim.of(begun), new Intent(Step.CREATE, null, 1), List.of());
    Fence survivor = fenceTheDead();
    FileRow suspect = adopt(survivor, dead, true).getFirst();
    new Claims(survivor).runsAlone(Claim.of(suspect));
    assertThat(new Journal(survivor).uploadReady(Claim.of(suspect), "https://door/x", 60)).isTrue();
    assertThat(row(begun.id()).suspect()).isFalse();
  }

  @Test
  void manyAdoptersAtOnceTakeEachFileOnce() throws Exception {
    int files = 3_000;
    String[] paths = IntStream.range(0, files).mapToObj(n -> "f" + n).toArray(String[]::new);
    long request = new Submissions(database).submit(put(ALICE, paths)).requestId();
    assertThat(
            new Claims(dead)
                .claimOldest(Line.ofWork("data", RequestKind.PUT, ALICE.share()), 0, files))
        .hasSize(files);
    List<Fence> survivors =
        List.of(fenceTheDead(), register(database, "backend-3"), register(database, "backend-4"));
    Map<Long, Long> takers = new ConcurrentHashMap<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(survivors.size())) {
      List<Callable<Boolean>> adopters =
          survivors.stream()
              .map(survivor -> (Callable<Boolean>) () -> adoptAll(survivor, takers))
              .toList();
      for (Future<Boolean> adopter : threads.invokeAll(adopters)) {
        assertThat(adopter.get()).isTrue();
      }
    }
    assertThat(database.retries()).isZero();
    assertThat(held(dead)).isEmpty();
    List<FileRow> rows = database.call(tables -> tables.files().ofRequest(request));
    assertThat(rows.stream().collect(Collectors.toMap(FileRow::id, FileRow::owner)))
        .isEqualTo(takers)
        .hasSize(files);
    assertThat(rows).extracting(FileRow::claim).containsOnly(2);
    assertThat(rows).extracting(FileRow::adoptions).containsOnly(1);
    for (Fence survivor : survivors) {
      assertThat(held(survivor)).isEqualTo(takenBy(survivor, takers));
    }
    assertThat(adoptedFrom(dead)).isEqualTo(files);
    List<Adoption> notes = database.call(tables -> tables.adoptions().latest(files));
    assertThat(notes.stream().mapToInt(Adoption::files).sum()).isEqualTo(files);
  }

  @Test
  void anAbortThatComesWhileAFileIsPreparedKeepsItsTurlBack() {
    FileRow row = claimed("aborted");
    assertThat(askAbort(row)).isOne();
    Journal journal = new Journal(dead);
    assertThat(journal.uploadReady(Claim.of(row), "https://door/x", 60)).isFalse();
    assertThat(row(row.id()).state()).isEqualTo(FileState.RUNNING);

    Fence survivor = fenceTheDead();
    assertThatThrownBy(() -> journal.uploadReady(Claim.of(row), "https://door/x", 60))
        .isInstanceOf(Fence.FencedException.class);
    assertThat(adopt(survivor, dead, true).getFirst().abortCall()).isEqualTo("call-1");
  }

  @Test
  void anAbortDoesNotTouchWhatIsNotBeingPrepared() {
    FileRow row = claimed("ready");
    new Journal(dead).uploadReady(Claim.of(row), "https://door/x", 60);
    assertThat(askAbort(row)).isZero();
    new Claims(dead).claimToDiscard(row.id(), null, TStatusCode.SRM_ABORTED, "x");
    assertThat(askAbort(row)).isZero();
  }

  /** True if no file was taken by somebody else as well. */
  private boolean adoptAll(Fence survivor, Map<Long, Long> takers) {
    boolean alone = true;
    List<FileRow> rows;
    do {
      rows = new Claims(survivor).adopt(incarnation(database, dead), true, 100);
      for (FileRow row : rows) {
        alone &= takers.put(row.id(), survivor.epoch()) == null;
      }
    } while (!rows.isEmpty());
    return alone;
  }

  private static List<Long> takenBy(Fence survivor, Map<Long, Long> takers) {
    return takers.entrySet().stream()
        .filter(taken -> taken.getValue() == survivor.epoch())
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  private long adoptedFrom(Fence fenced) throws SQLException {
    String query = "SELECT COUNT(*) FROM request_file WHERE adopted_from = " + fenced.epoch();
    try (Connection connection = database.dataSource().getConnection();
        ResultSet count = connection.createStatement().executeQuery(query)) {
      count.next();
      return count.getLong(1);
    }
  }

  private List<Long> held(Fence holder) {
    return database.call(tables -> tables.queue().heldIds(holder.epoch(), 10_000));
  }

  private FileRow claimed(String path) {
    new Submissions(database).submit(put(ALICE, path));
    return new Claims(dead)
        .claimOldest(Line.ofWork("data", RequestKind.PUT, ALICE.share()), 0, 1)
        .getFirst();
  }

  private int askAbort(FileRow row) {
    return database.call(tables -> tables.files().askAbort(row.id(), "call-1"));
  }

  private FileRow row(long id) {
    return Objects.requireNonNull(database.call(tables -> tables.files().byId(id)));
  }

  private Fence fenceTheDead() {
    return fence(dead, "backend-2");
  }

  private Fence fence(Fence fenced, String survivor) {
    database.run(
        t -> t.incarnations().move(fenced.epoch(), IncarnationState.UP, IncarnationState.FENCED));
    return register(database, survivor);
  }

  private List<FileRow> adopt(Fence survivor, Fence fenced, boolean died) {
    List<FileRow> rows = new Claims(survivor).adopt(incarnation(database, fenced), died, 10);
    assertThat(rows.stream().map(FileRow::owner).collect(Collectors.toSet()))
        .containsExactly(survivor.epoch());
    return rows;
  }
}
