// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.queue;

import static dev.bora.db.queue.QueueFixture.ALICE;
import static dev.bora.db.queue.QueueFixture.register;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bora.db.Database;
import dev.bora.db.DatabaseUnavailableException;
import dev.bora.db.DatabaseUnavailableException.Trouble;
import dev.bora.db.TestServer;
import dev.bora.db.node.Fence;
import dev.bora.db.queue.Submissions.Submitted;
import dev.bora.db.table.FileRow;
import dev.bora.db.table.Line;
import dev.bora.db.table.NewFile;
import dev.bora.db.table.NewRequest;
import dev.bora.db.table.Place;
import dev.bora.db.table.RequestKind;
import dev.bora.srm.types.TStatusCode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests of many files. */
class SubmissionsTest {
  private static final int FILES = 10_000;

  private static final String SCHEMA = "submissions";

  private Database database;

  @BeforeEach
  void open() throws Exception {
    database = TestServer.migratedDatabase(SCHEMA);
  }

  @AfterEach
  void close() {
    database.close();
  }

  /** One refused file among files of two areas. */
  private static List<NewFile> files(String name) {
    List<NewFile> files = new ArrayList<>();
    for (int i = 0; i < FILES - 1; i++) {
      String area = i % 2 == 0 ? "data" : "other";
      String path = name + i;
      files.add(NewFile.accepted("srm://host/" + area + "/" + path, Place.of(area, path), 42L));
    }
    files.add(FILES / 2, NewFile.refused("srm://host/..", TStatusCode.SRM_INVALID_PATH, "Invalid"));
    return files;
  }

  private Submitted submit(List<NewFile> files) {
    return new Submissions(database).submit(QueueFixture.request(RequestKind.PUT, ALICE, files));
  }

  @Test
  void tenThousandFilesTakeFewStatements() throws Exception {
    List<NewFile> files = files("f");
    long before = questions();
    Submitted submitted = submit(files);
    // Twenty inserts of files, and what does not depend on how many there are.
    assertThat(questions() - before).isLessThan(100);
    assertAllQueued(submitted, files);
  }

  @Test
  void tenThousandLongNamesFitIntoThePackets() throws Exception {
    // Each character of the name is escaped, in the SURL and in the path.
    List<NewFile> files = files("'".repeat(2900));
    long usual = number("SELECT @@GLOBAL.max_allowed_packet");
    // What MariaDB comes with; connections learn it when they are made.
    execute("SET GLOBAL max_allowed_packet = 16777216");
    try {
      database.close();
      database = Database.open(TestServer.config(SCHEMA));
      assertThat(number("SELECT @@max_allowed_packet")).isEqualTo(16 << 20);
      Submitted submitted = submit(files);
      assertThat(number("SELECT SUM(LENGTH(surl) + LENGTH(path)) FROM request_file"))
          .isGreaterThan(50 << 20);
      assertAllQueued(submitted, files);
    } finally {
      execute("SET GLOBAL max_allowed_packet = " + usual);
    }
  }

  private void assertAllQueued(Submitted submitted, List<NewFile> files) throws SQLException {
    assertThat(submitted.fileIds()).hasSize(FILES).isSorted().doesNotHaveDuplicates();
    List<FileRow> rows = database.call(t -> t.files().ofRequest(submitted.requestId()));
    assertThat(rows)
        .extracting(FileRow::surl)
        .isEqualTo(files.stream().map(NewFile::surl).toList());
    List<Long> queued = new ArrayList<>(submitted.fileIds());
    queued.remove(FILES / 2);
    List<Long> waiting = new ArrayList<>(waiting("data"));
    assertThat(waiting).hasSize(FILES / 2);
    waiting.addAll(waiting("other"));
    Collections.sort(waiting);
    assertThat(waiting).isEqualTo(queued);
    assertThat(number("SELECT COUNT(*) FROM deadline JOIN ready USING (file_id)"))
        .isEqualTo(FILES - 1);
    assertThat(
            number(
                "SELECT COUNT(*) FROM deadline JOIN ready USING (file_id)"
                    + " WHERE TIMESTAMPDIFF(SECOND, UTC_TIMESTAMP(6), at) NOT BETWEEN 3500 AND 3600"))
        .isZero();
    // The refused one is forgotten like all that have ended.
    assertThat(
            number(
                "SELECT COUNT(*) FROM deadline WHERE at > UTC_TIMESTAMP(6) + INTERVAL 6 DAY"
                    + " AND file_id = "
                    + submitted.fileIds().get(FILES / 2)))
        .isOne();
    assertThat(number("SELECT COUNT(*) FROM deadline")).isEqualTo(FILES);
  }

  private List<Long> waiting(String area) {
    return database.call(
        t -> t.queue().lockOldest(Line.ofWork(area, RequestKind.PUT, ALICE.share()), 0, FILES));
  }

  @Test
  void aCallOfManyFilesTakesFewStatements() throws Exception {
    Fence fence = register(database, "backend-1");
    List<NewFile> files =
        IntStream.range(0, 1000)
            .mapToObj(
                i -> NewFile.accepted("srm://host/data/f" + i, Place.of("data", "f" + i), null))
            .toList();
    long before = questions();
    Calls.Begun begun = new Calls(fence).begin(QueueFixture.request(RequestKind.RM, ALICE, files));
    assertThat(questions() - before).isLessThan(100);
    assertThat(begun)
        .isInstanceOfSatisfying(
            Calls.Begun.Mine.class,
            mine ->
                assertThat(mine.files())
                    .extracting(FileRow::surl)
                    .isEqualTo(files.stream().map(NewFile::surl).toList()));
    assertThat(database.<Long>call(t -> t.queue().held(fence.epoch()))).isEqualTo(1000);
  }

  @Test
  void aCallThatIsKnownIsFoundWhileNothingCanBeWritten() throws Exception {
    Fence fence = register(database, "backend-1");
    NewRequest request = QueueFixture.request(RequestKind.RM, ALICE, files("f").subList(0, 3));
    assertThat(new Calls(fence).begin(request)).isInstanceOf(Calls.Begun.Mine.class);
    execute("SET GLOBAL TRANSACTION READ ONLY");
    try (Database readOnly = Database.open(TestServer.config(SCHEMA))) {
      Calls calls = new Calls(new Fence(readOnly, fence.epoch(), "backend-1"));
      assertThat(calls.begin(request))
          .isInstanceOfSatisfying(
              Calls.Begun.Known.class,
              known -> assertThat(known.request().token()).isEqualTo(request.token()));
      NewRequest other = QueueFixture.request(RequestKind.RM, ALICE, files("g").subList(0, 3));
      assertThatThrownBy(() -> calls.begin(other))
          .isInstanceOfSatisfying(
              DatabaseUnavailableException.class,
              away -> assertThat(away.trouble()).isEqualTo(Trouble.READ_ONLY));
    } finally {
      execute("SET GLOBAL TRANSACTION READ WRITE");
    }
  }

  /** As on a server of a Galera cluster, where each has ids of its own. */
  @Test
  void idsNeedNotFollowEachOtherOneByOne() throws Exception {
    execute("SET GLOBAL auto_increment_increment = 7");
    execute("SET GLOBAL auto_increment_offset = 3");
    try {
      database.close();
      database = Database.open(TestServer.config(SCHEMA));
      Submissions submissions = new Submissions(database);
      List<NewFile> three = files("f").subList(0, 3);
      for (int n = 0; n < 2; n++) {
        Submitted submitted =
            submissions.submit(QueueFixture.request(RequestKind.PUT, ALICE, three));
        assertThat(submitted.requestId() % 7).isEqualTo(3);
        assertThat(database.<List<Long>>call(t -> t.files().idsOf(submitted.requestId())))
            .isEqualTo(submitted.fileIds());
      }
      assertThat(number("SELECT COUNT(*) FROM deadline JOIN request_file f ON f.id = file_id"))
          .isEqualTo(6);
      assertThat(number("SELECT COUNT(*) FROM ready r JOIN request_file f ON f.id = r.file_id"))
          .isEqualTo(6);
      Fence fence = register(database, "backend-1");
      assertThat(new Calls(fence).begin(QueueFixture.request(RequestKind.RM, ALICE, three)))
          .isInstanceOfSatisfying(
              Calls.Begun.Mine.class, mine -> assertThat(mine.files()).hasSize(3));
      assertThat(number("SELECT COUNT(*) FROM claimed c JOIN request_file f ON f.id = c.file_id"))
          .isEqualTo(3);
    } finally {
      execute("SET GLOBAL auto_increment_increment = 1");
      execute("SET GLOBAL auto_increment_offset = 1");
    }
  }

  /** Statements that the server has had from all its clients: a new connection takes some too. */
  private long questions() throws SQLException {
    return number("SHOW GLOBAL STATUS LIKE 'Questions'", 2);
  }

  private long number(String query) throws SQLException {
    return number(query, 1);
  }

  private long number(String query, int column) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet results = statement.executeQuery(query)) {
      results.next();
      long number = results.getLong(column);
      connection.rollback();
      return number;
    }
  }

  private void execute(String statement) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement execution = connection.createStatement()) {
      execution.execute(statement);
    }
  }
}
