// SPDX-License-Identifier: Apache-2.0
package dev.bora.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.bora.db.Database;
import dev.bora.db.DatabaseConfig;
import dev.bora.db.TestServer;
import dev.bora.db.table.Pause;
import dev.bora.db.table.Requester;
import dev.bora.site.SiteFile;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code bora cluster} on a database with rows of every kind. */
class ClusterCommandTest {
  private static final String AT = "'2026-11-20 10:00:00'";
  private static final String TIME = "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z";

  @TempDir private Path folder;
  private Database database;
  private Path siteFile;

  private record Outcome(int status, String out, String err) {}

  @BeforeEach
  void start() throws Exception {
    database = TestServer.migratedDatabase("cluster");
    siteFile = site(TestServer.config("cluster"));
  }

  @AfterEach
  void stop() {
    database.close();
  }

  private Path site(DatabaseConfig config) throws Exception {
    Path secret = Files.writeString(folder.resolve("secret"), "a-secret-of-these-tests\n");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    return Files.writeString(
        folder.resolve("site.yaml"),
        """
        name: shown
        srm: {host: localhost}
        nodes:
          frontends: {frontend-1: {address: localhost}}
          backends: {backend-1: {address: localhost, health-port: 9997}}
        rpc: {secret-file: %1$s}
        database: {url: '%2$s', user: '%3$s', password-file: %1$s}
        transfer: {protocols: {file: {}}}
        storage-areas:
          data: {root: /data, vos: [testvo]}
          idle: {root: /idle, vos: [testvo]}
        """
            .formatted(secret, config.url(), config.user()));
  }

  private Outcome cluster(String... more) {
    String[] words = new String[more.length + 3];
    System.arraycopy(new String[] {"cluster", "--site", siteFile.toString()}, 0, words, 0, 3);
    System.arraycopy(more, 0, words, 3, more.length);
    return bora(words);
  }

  private static Outcome bora(String... words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command =
        Bora.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return new Outcome(command.execute(words), out.toString(), err.toString());
  }

  private void fill() throws Exception {
    List<String> statements =
        List.of(
            incarnation(1, "BACKEND", "backend-1", "GONE"),
            incarnation(2, "BACKEND", "backend-1", "UP"),
            incarnation(3, "FRONTEND", "frontend-1", "UP"),
            incarnation(4, "BACKEND", "backend-2", "FENCED"),
            "INSERT INTO node_wish VALUES ('frontend-1', 'DRAIN', " + AT + ")",
            "INSERT INTO area_state VALUES (2, 'data', 'HUNG', 'statx hangs\nfor 40 s', "
                + AT
                + ")",
            "INSERT INTO beat SELECT epoch, UTC_TIMESTAMP(6) - INTERVAL 3 MINUTE, 5, FALSE FROM incarnation",
            "INSERT INTO area_state VALUES (1, 'data', 'WORKING', NULL, " + AT + ")",
            "INSERT INTO lease VALUES ('expiry', 2, " + AT + ", UTC_TIMESTAMP(6))",
            "INSERT INTO lease VALUES ('sweep', NULL, " + AT + ", " + AT + ")",
            "INSERT INTO adoption VALUES (7, " + AT + ", 1, 'backend-1', 2, 'backend-1', 12, 1)",
            "INSERT INTO ready VALUES ('data', 'PUT', 'WORK', 5, 100), ('data', 'GET', 'WORK', 6, 101),"
                + " ('data', 'GET', 'TURL', 6, 102)",
            "INSERT INTO claimed VALUES (4, 200), (4, 201), (9, 202)",
            "INSERT INTO tally VALUES ('PUT', 0, 1, 8, 2, 4, 4), ('PUT', 0, 2, -1, 4, 1, 0), ('PUT', 5, 1, 7, 6, 5, 4)",
            request(),
            file(200, true),
            file(201, false));
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
      connection.commit();
    }
  }

  private static String incarnation(int epoch, String role, String node, String state) {
    return """
    INSERT INTO incarnation VALUES (%d, '%s', '%s', '%s.example.org:8080', '0.1', REPEAT('%d', 64), 'boot', 1, '%s', %s)
    """
        .formatted(epoch, role, node, node, epoch, state, AT);
  }

  private static String request() {
    return """
    INSERT INTO request VALUES (50, 'token', 'RM', '/CN=x', NULL, '', 5, NULL, '::1', 'frontend-1', '', 'NEVER', FALSE,
      1, 2, %s, %s)
    """
        .formatted(AT, AT);
  }

  private static String file(int id, boolean suspect) {
    return """
    INSERT INTO request_file (id, request_id, file_no, kind, share, surl, area, path, state, status, owner, backend, step, suspect,
      alone, deaths, updated_at)
    VALUES (%d, 50, %d, 'RM', 5, 'srm://h/data/f', 'data', X'66FF', 'RUNNING', 'SRM_REQUEST_QUEUED', 4, 'backend-2', 'TAKE',
      %s, TRUE, 2, %s)
    """
        .formatted(id, id, suspect, AT);
  }

  @Test
  void peopleSeeColumns() throws Exception {
    fill();
    Outcome outcome = cluster();
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.status()).isZero();
    String digest = SiteFile.load(siteFile).digest().substring(0, 8);
    assertThat(outcome.out().lines().findFirst().orElseThrow())
        .matches("site shown at " + TIME + ", this site file " + digest);
    assertThat(outcome.out().substring(outcome.out().indexOf('\n') + 1))
        .isEqualTo(
            """

            # nodes
            NODE        ROLE      EPOCH  STATE   BEAT   VERSION  DIGEST    ADDRESS
            backend-1   backend   2      UP      3 min  0.1      22222222  backend-1.example.org:8080
            frontend-1  frontend  3      UP      3 min  0.1      33333333  frontend-1.example.org:8080
            backend-2   backend   4      FENCED  3 min  0.1      44444444  backend-2.example.org:8080

            # wanted by operators
            WHAT  NAME        WANTED  SINCE
            node  frontend-1  DRAIN   2026-11-20T10:00:00Z

            # storage areas
            AREA  BACKEND    EPOCH  STATE  SINCE                 DETAIL
            data  backend-1  2      HUNG   2026-11-20T10:00:00Z  statx hangs for 40 s

            # leases
            JOB     HOLDER     EPOCH  SINCE                 RENEWED
            expiry  backend-1  2      2026-11-20T10:00:00Z  %s
            sweep   -          -      -                     -

            # in hand
            BACKEND    EPOCH  FILES
            backend-1  2      0
            backend-2  4      2
            -          9      1

            # waiting
            AREA  FILES
            data  3
            idle  0

            # puts and gets
            KIND  QUEUED  IN PROGRESS  WAIT FOR TURL  TURL OUT
            PUT   7       6            5              4
            GET   0       0            0              0

            # suspects in hand
            FILE  KIND  BACKEND    EPOCH  ALONE  DEATHS  STEP  AREA  PATH
            200   RM    backend-2  4      yes    2       TAKE  data  f%%FF

            # recent adoptions
            AT                    FROM       EPOCH  TO         EPOCH  FILES  SUSPECTS
            2026-11-20T10:00:00Z  backend-1  1      backend-1  2      12     1
            """
                .formatted(renewed(outcome.out())));
  }

  @Test
  void aNodeIsDrainedAndWorksAgain() throws Exception {
    assertThat(command("drain", "backend-1").err())
        .contains("backend-1 does not run; bora cluster shows which nodes do");
    assertThat(command("drain", "backend-9").err()).contains("no node is named 'backend-9'");
    assertThat(command("drain", "--stay", "backend-1").status()).isZero();
    assertThat(cluster().out()).containsPattern("node +backend-1 +DRAIN");
    fill();
    assertThat(command("drain", "--no-wait", "backend-1").status()).isZero();
    assertThat(cluster().out()).containsPattern("node +backend-1 +LEAVE");
    assertThat(command("undrain", "backend-1").status()).isZero();
    assertThat(cluster().out()).doesNotContainPattern("node +backend-1 +");
  }

  @Test
  void aDatabaseThatWasPutBackIsAccepted() {
    String site = siteFile.toString();
    assertThat(bora("db", "accept", "--site", site).out())
        .isEqualTo("nothing to accept: the nodes have not halted%n".formatted());
    assertThat(bora("db", "accept", "--restored", "--site", site).out())
        .isEqualTo(
            "accepted, although the database was put back to what it was before%n".formatted());
    long next = database.call(tables -> tables.halts().accepted());
    assertThat(next).isGreaterThanOrEqualTo(1_000_000);
  }

  @Test
  void anAreaAndAUserArePausedAndResumed() throws Exception {
    assertThat(command("pause", "--area", "dta").err())
        .contains("no storage area is named 'dta'; site shown has: data, idle");
    assertThat(command("pause").status()).isEqualTo(2);
    assertThat(command("pause", "--area", "data").status()).isZero();
    assertThat(command("pause", "--refuse", "--user", "/CN=Alice A").status()).isZero();
    assertThat(cluster().out())
        .containsPattern("area +data +PAUSE")
        .containsPattern("user +/CN=Alice A +REFUSE")
        .containsOnlyOnce("/CN=Alice A");
    long share = new Requester("/CN=Alice A", "testvo", List.of()).share();
    assertThat(database.<List<Pause>>call(tables -> tables.pauses().all()))
        .contains(new Pause(Pause.Kind.USER, "/CN=Alice A", share, true));
    assertThat(command("resume", "--user", "/CN=Alice A").status()).isZero();
    assertThat(command("resume", "--area", "data").status()).isZero();
    assertThat(command("resume", "--area", "data").err()).contains("data is not paused");
    assertThat(cluster().out()).contains("# wanted by operators\nnone\n");
  }

  private Outcome command(String... words) {
    String[] all = Arrays.copyOf(words, words.length + 2);
    all[words.length] = "--site";
    all[words.length + 1] = siteFile.toString();
    return bora(Stream.concat(Stream.of("cluster"), Arrays.stream(all)).toArray(String[]::new));
  }

  /** The only age that is a matter of moments. */
  private static String renewed(String out) {
    String line = out.lines().filter(each -> each.startsWith("expiry ")).findFirst().orElseThrow();
    assertThat(line).matches(".* [0-9]+\\.[0-9] s");
    return line.substring(line.lastIndexOf("  ") + 2);
  }

  @Test
  void aClusterWithoutNodesIsShownToo() {
    assertThat(cluster().out()).contains("# nodes\nnone\n").contains("# recent adoptions\nnone\n");
    assertThat(cluster("--json").out()).contains("\"nodes\" : [ ]");
  }

  @Test
  void machinesFindEverythingUnderItsName() throws Exception {
    fill();
    Outcome outcome = cluster("--json");
    assertThat(outcome.status()).isZero();
    Map<String, String> values = flat(outcome.out());
    assertThat(values)
        .containsEntry("site", "shown")
        .containsEntry("digest", SiteFile.load(siteFile).digest())
        .containsEntry("nodes.0.node", "backend-1")
        .containsEntry("nodes.0.role", "BACKEND")
        .containsEntry("nodes.0.epoch", "2")
        .containsEntry("nodes.0.digest", "2".repeat(64))
        .containsEntry("nodes.0.started_at", "2026-11-20T10:00:00Z")
        .containsEntry("nodes.2.state", "FENCED")
        .containsEntry("wanted.0.what", "node")
        .containsEntry("wanted.0.name", "frontend-1")
        .containsEntry("wanted.0.wanted", "DRAIN")
        .containsEntry("wanted.0.since", "2026-11-20T10:00:00Z")
        .containsEntry("areas.0.detail", "statx hangs\nfor 40 s")
        .containsEntry("leases.0.node", "backend-1")
        .containsEntry("leases.0.held_since", "2026-11-20T10:00:00Z")
        .containsEntry("leases.1.epoch", "null")
        .containsEntry("held.1.files", "2")
        .containsEntry("waiting.0.files", "3")
        .containsEntry("requests.0.kind", "PUT")
        .containsEntry("requests.0.queued", "7")
        .containsEntry("requests.0.in_progress", "6")
        .containsEntry("requests.0.wait_for_turl", "5")
        .containsEntry("requests.0.turl_out", "4")
        .containsEntry("suspects.0.file", "200")
        .containsEntry("suspects.0.path", "f%FF")
        .containsEntry("suspects.0.alone", "true")
        .containsEntry("adoptions.0.to_epoch", "2")
        .doesNotContainKey("suspects.1.file");
    assertThat(Double.parseDouble(values.get("nodes.0.beat_age"))).isBetween(180.0, 400.0);
    assertThat(values.keySet().stream().filter(key -> key.startsWith("nodes.0.")))
        .containsExactlyInAnyOrder(
            "nodes.0.node",
            "nodes.0.epoch",
            "nodes.0.role",
            "nodes.0.state",
            "nodes.0.address",
            "nodes.0.version",
            "nodes.0.digest",
            "nodes.0.started_at",
            "nodes.0.beat_at",
            "nodes.0.beat_age");
  }

  /** Every value by the path to it: {@code nodes.0.node}. */
  private static Map<String, String> flat(String text) throws Exception {
    Map<String, String> values = new TreeMap<>();
    try (JsonParser json = new JsonFactory().createParser(text)) {
      while (json.nextToken() != null) {
        JsonToken token = json.currentToken();
        if (token.isScalarValue()) {
          String path = json.getParsingContext().pathAsPointer(false).toString();
          values.put(path.substring(1).replace('/', '.'), json.getText());
        }
      }
    }
    return values;
  }

  @Test
  void anOldSchemaAndAMissingFileAreTold() throws Exception {
    assertThat(cluster("drain").status()).isEqualTo(2);
    StringWriter err = new StringWriter();
    assertThat(Bora.commandLine().setErr(new PrintWriter(err)).execute("cluster")).isEqualTo(2);
    assertThat(err.toString()).startsWith("bora: cluster: Missing required option: '--site=FILE'");
    TestServer.emptyDatabase("cluster").close();
    assertThat(cluster())
        .isEqualTo(
            new Outcome(
                1,
                "",
                "bora: cluster: the schema is too old for this release: run bora db up --site %s%n"
                    .formatted(siteFile)));
  }
}
