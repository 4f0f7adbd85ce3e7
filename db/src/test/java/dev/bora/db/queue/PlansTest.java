// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.queue;

import static dev.bora.db.queue.QueueFixture.ALICE;
import static dev.bora.db.queue.QueueFixture.put;
import static dev.bora.db.queue.QueueFixture.register;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.db.Database;
import dev.bora.db.TestServer;
import dev.bora.db.node.Fence;
import dev.bora.db.queue.Explainer.Access;
import dev.bora.db.table.DeadlineMapper;
import dev.bora.db.table.FileMapper;
import dev.bora.db.table.FileRow;
import dev.bora.db.table.FileState;
import dev.bora.db.table.Goal;
import dev.bora.db.table.Ids;
import dev.bora.db.table.Line;
import dev.bora.db.table.PathLock;
import dev.bora.db.table.PathLockMapper;
import dev.bora.db.table.Place;
import dev.bora.db.table.QueueMapper;
import dev.bora.db.table.RequestKind;
import dev.bora.db.table.RequestMapper;
import dev.bora.db.table.Requester;
import dev.bora.db.table.TallyMapper;
import dev.bora.srm.types.TStatusCode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.ibatis.executor.SimpleExecutor;
import org.apache.ibatis.session.Configuration;
import org.apache.ibatis.session.defaults.DefaultSqlSession;
import org.apache.ibatis.transaction.jdbc.JdbcTransaction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * How this server comes to the rows of claims and ends among thousands of others: by the key, and
 * to no more than they are about.
 */
class PlansTest {
  private static final int USERS = 6;
  private static final int FILES = 1_000;
  private static final int REQUEST = 100;
  private static final int SOME = 50;

  /** All but the two whose files are in hand. */
  private static final int WAITING_USERS = USERS - 2;

  private static final Line LINE = Line.ofWork("data", RequestKind.PUT, ALICE.share());

  private static final Line BEFORE_ALL = Line.beforeAll("data", RequestKind.PUT, Line.Wants.WORK);

  private static Database database;
  private static Fence fence;
  private static Fence other;

  /** Of Alice, who waits; of those in the hands of a backend. */
  private static Ids waiting;

  private static List<FileRow> held;

  @BeforeAll
  static void fill() throws Exception {
    database = TestServer.migratedDatabase("plans");
    fence = register(database, "backend-1");
    other = register(database, "backend-2");
    Submissions submissions = new Submissions(database);
    List<Long> alices = submit(submissions, ALICE);
    waiting = some(alices);
    List<Requester> others =
        IntStream.range(1, USERS)
            .mapToObj(user -> new Requester("/CN=User " + user, "testvo", List.of()))
            .toList();
    for (Requester requester : others) {
      List<Long> _ = submit(submissions, requester);
    }
    held = claim(fence, others.getFirst());
    assertThat(claim(other, others.getLast())).hasSameSizeAs(held);
    multiply();
  }

  @AfterAll
  static void close() {
    database.close();
  }

  private static List<Long> submit(Submissions submissions, Requester requester) {
    List<Long> ids = new ArrayList<>();
    for (int first = 0; first < FILES; first += REQUEST) {
      String[] paths =
          IntStream.range(first, first + REQUEST)
              .mapToObj(file -> requester.share() + "/" + file)
              .toArray(String[]::new);
      ids.addAll(submissions.submit(put(requester, paths)).fileIds());
    }
    return ids;
  }

  /** All of a user's, with their locks. */
  private static List<FileRow> claim(Fence backend, Requester requester) {
    List<FileRow> rows =
        new Claims(backend)
            .claimOldest(Line.ofWork("data", RequestKind.PUT, requester.share()), 0, FILES);
    database.run(tables -> {
      for (FileRow row : rows) {
        tables.later(() ->
            tables.pathLocks().take("data", row.place().path(), row.id(), PathLock.Kind.FILE));
      }
    });
    return rows;
  }

  /** Not side by side. */
  private static Ids some(List<Long> ids) {
    return Ids.of(IntStream.range(0, SOME).mapToObj(i -> ids.get(i * 17)).toList());
  }

  private static Ids someHeld() {
    return some(held.stream().map(FileRow::id).toList());
  }

  /** More users and requests, and the servers' statistics of them all. */
  private static void multiply() throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      for (int i = 0; i < 6; i++) {
        statement.executeUpdate(
            """
            INSERT INTO request (token, kind, dn, fqans, share, client_address, frontend, protocols, overwrite,
                                 whole_tree, pin_seconds, files, created_at, expires_at)
            SELECT UUID(), kind, dn, fqans, share, client_address, frontend, protocols, overwrite,
                   whole_tree, pin_seconds, files, created_at, expires_at
            FROM request
            """);
        statement.executeUpdate(
            "INSERT IGNORE INTO tally SELECT kind, CRC32(CONCAT_WS(':', share, slot, %d)), slot, 0, 0, 0, 0 FROM tally"
                .formatted(i));
      }
      connection.commit();
      try (ResultSet _ =
          statement.executeQuery(
              "ANALYZE TABLE ready, claimed, path_lock, request_file, request, deadline, tally")) {
        connection.commit();
      }
    }
  }

  /** By the primary key of each table, given as the statement calls it, to so many rows at most. */
  private static <M> void assertReads(
      Map<String, Integer> tables, Class<M> mapper, Consumer<M> statement) throws SQLException {
    List<Access> accesses = Explainer.explain(database, mapper, statement);
    assertThat(accesses)
        .extracting(Access::table)
        .containsExactlyInAnyOrderElementsOf(tables.keySet());
    assertThat(accesses)
        .allSatisfy(access -> {
          assertThat(access.type()).isIn("const", "eq_ref", "ref", "range");
          assertThat(access.key()).isEqualTo("PRIMARY");
          assertThat(access.rows()).isLessThanOrEqualTo(tables.get(access.table()));
          // For a LIMIT without it all that matches would be read first.
          assertThat(access.extra()).doesNotContain("filesort");
        });
  }

  @Test
  void theOldestOfALine() throws SQLException {
    // The end of the range is the end of the line, the LIMIT comes before it.
    assertReads(
        Map.of("ready", 2 * FILES),
        QueueMapper.class,
        queue -> queue.lockOldest(LINE, waiting.list().getFirst(), SOME));
  }

  @Test
  void ofALineNoMoreIsReadThanIsTaken() throws SQLException {
    assertThat(reads(queue -> assertThat(queue.lockOldest(LINE, 0, SOME)).hasSize(SOME)))
        .isBetween(SOME, SOME + 10);
  }

  /** How many rows and entries the server has read for these statements. */
  private static int reads(Consumer<QueueMapper> statements) throws SQLException {
    Configuration configuration = new Configuration();
    configuration.addMapper(QueueMapper.class);
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      SimpleExecutor executor = new SimpleExecutor(configuration, new JdbcTransaction(connection));
      statement.execute("FLUSH STATUS");
      statements.accept(
          new DefaultSqlSession(configuration, executor, false).getMapper(QueueMapper.class));
      int reads = 0;
      try (ResultSet status = statement.executeQuery("SHOW SESSION STATUS LIKE 'Handler_read%'")) {
        while (status.next()) {
          reads += status.getInt(2);
        }
      }
      connection.rollback();
      return reads;
    }
  }

  @Test
  void theLinesOfAnArea() throws SQLException {
    assertReads(
        Map.of("ready", USERS * FILES), QueueMapper.class, queue -> queue.shareAfter(BEFORE_ALL));
    assertThat(
            reads(queue -> {
              Line last = BEFORE_ALL;
              for (int user = 0; user < WAITING_USERS; user++) {
                last = last.ofUser(queue.shareAfter(last).getFirst());
              }
              assertThat(queue.shareAfter(last)).isEmpty();
            }))
        .isLessThanOrEqualTo(2 * WAITING_USERS + 10);
  }

  @Test
  void namedFilesOfALine() throws SQLException {
    assertReads(Map.of("ready", 1), QueueMapper.class, queue -> queue.lockNamed(LINE, waiting));
  }

  @Test
  void oneFileByItself() throws SQLException {
    Ids one = Ids.of(waiting.list().getFirst());
    assertReads(Map.of("ready", 1), QueueMapper.class, queue -> queue.lockNamed(LINE, one));
    assertReads(Map.of("r", 1), QueueMapper.class, queue -> queue.dequeue(LINE, one));
    Ids oneHeld = Ids.of(someHeld().list().getFirst());
    assertReads(Map.of("c", 1), QueueMapper.class, queue -> queue.release(fence.epoch(), oneHeld));
  }

  @Test
  void claims() throws SQLException {
    assertReads(Map.of("r", 1), QueueMapper.class, queue -> queue.dequeue(LINE, waiting));
    assertReads(
        Map.of("request_file", SOME),
        FileMapper.class,
        files -> files.claimQueued(waiting, Goal.PREPARE, fence.epoch(), fence.node()));
    assertReads(Map.of("f", SOME), FileMapper.class, files -> files.byIds(waiting));
  }

  @Test
  void requestsOfClaimedFiles() throws SQLException {
    assertReads(
        Map.of("request", 1, "request_file", SOME),
        RequestMapper.class,
        requests -> requests.ofFiles(waiting));
  }

  @Test
  void countsOfAUser() throws SQLException {
    assertReads(
        Map.of("tally", 100),
        TallyMapper.class,
        tallies -> tallies.of(List.of(RequestKind.PUT), List.of(ALICE.share())));
  }

  @Test
  void adoptions() throws SQLException {
    assertReads(
        Map.of("claimed", 2 * FILES),
        QueueMapper.class,
        queue -> queue.lockHeld(fence.epoch(), SOME));
    assertReads(
        Map.of("claimed", SOME),
        QueueMapper.class,
        queue -> queue.handOn(fence.epoch(), other.epoch(), someHeld()));
    assertReads(
        Map.of("request_file", SOME),
        FileMapper.class,
        files -> files.adopt(someHeld(), fence.epoch(), other.epoch(), other.node(), true));
  }

  @Test
  void ends() throws SQLException {
    assertReads(
        Map.of("request_file", SOME),
        FileMapper.class,
        files ->
            files.finish(
                someHeld(),
                fence.epoch(),
                1,
                FileState.DONE,
                TStatusCode.SRM_SUCCESS,
                null,
                Map.of(someHeld().list().getFirst(), 42L)));
    assertReads(
        Map.of("c", 1), QueueMapper.class, queue -> queue.release(fence.epoch(), someHeld()));
    List<byte[]> paths = held.stream().limit(SOME).map(FileRow::place).map(Place::path).toList();
    assertReads(
        Map.of("l", 1), PathLockMapper.class, locks -> locks.release("data", paths, someHeld()));
  }

  @Test
  void whatIsDue() throws SQLException {
    assertReads(
        Map.of("deadline", USERS * FILES), DeadlineMapper.class, deadlines -> deadlines.due(SOME));
  }
}
