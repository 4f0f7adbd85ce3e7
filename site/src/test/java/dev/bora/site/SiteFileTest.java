// SPDX-License-Identifier: Apache-2.0
package dev.bora.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bora.site.binding.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SiteFileTest {
  private static List<String> problems(String text) {
    SiteException refusal =
        catchThrowableOfType(SiteException.class, () -> SiteFile.parse("site.yaml", text));
    assertThat(refusal).as("a refusal").isNotNull();
    return refusal.problems().stream().map(Problem::toString).toList();
  }

  private static int lineOf(String text, String part) {
    return (int) text.substring(0, text.indexOf(part)).lines().count() + 1;
  }

  @ParameterizedTest
  @ValueSource(strings = {"one-host.yaml", "two-frontends-two-backends.yaml"})
  void loadsTheExamples(String example) throws SiteException {
    Site site = SiteFile.load(Path.of("../docs/examples", example));
    assertThat(site.name()).isEqualTo("example");
  }

  @Test
  void reportsEverythingTogetherWithFileLineKeyValueAndWhatIsPermitted() {
    String text =
        Sites.text("minimal.yaml")
            + """
            limits:
              listing-entries: 999
              connection: 5
              idle-timeout: 10
            heartbeat:
              beat: 4s
              stale: 5s
            queue:
              claim-batch: many
            logs:
              access: yes
              level: info
            """;
    String refused = "' is refused; permitted: ";
    assertThat(problems(text))
        .containsExactly(
            "site.yaml:%d: limits.listing-entries: '999%sa whole number, 1000 to 1000000"
                .formatted(lineOf(text, "  listing-entries"), refused),
            "site.yaml:%d: limits.connection: unknown key, with value '5'; permitted keys: %s"
                .formatted(
                    lineOf(text, "  connection: 5"),
                    "call-timeout, concurrent-calls, connections, idle-timeout, listing-entries,"
                        + " soap-body-size, soap-memory, surls-per-request"),
            "site.yaml:%d: limits.idle-timeout: '10%sa duration such as 500ms, 2s, 10m, 4h, 7d, 1s to 1d"
                .formatted(lineOf(text, "  idle-timeout"), refused),
            "site.yaml:%d: heartbeat.self-stop: '6s%sat least twice the beat, so that one lost beat stops nobody: 8s"
                .formatted(lineOf(text, "heartbeat:"), refused),
            "site.yaml:%d: heartbeat.stale: '5s%sat least self-stop and one beat, so that it has stopped before others adopt: 10s"
                .formatted(lineOf(text, "  stale"), refused),
            "site.yaml:%d: queue.claim-batch: 'many%sa whole number, 1 to 500"
                .formatted(lineOf(text, "  claim-batch"), refused),
            "site.yaml:%d: logs.access: 'yes%strue or false"
                .formatted(lineOf(text, "  access"), refused),
            "site.yaml:%d: logs.level: 'info%sERROR, WARN, INFO, DEBUG"
                .formatted(lineOf(text, "  level"), refused));
  }

  @Test
  void messageListsAllProblems() {
    assertThatThrownBy(() -> SiteFile.parse("s.yaml", "colour: red\nname: a b\n"))
        .isInstanceOf(SiteException.class)
        .message()
        .startsWith("s.yaml: 8 problems\n")
        .contains("s.yaml:1: colour: unknown key, with value 'red'")
        .contains("s.yaml:2: name: 'a b' is refused")
        .contains("s.yaml:1: srm.host: missing; permitted: a host name or an IP address")
        .contains("s.yaml:1: storage-areas: missing");
  }

  @Test
  void emptyFileMissesWhatIsMandatory() {
    assertThat(problems(""))
        .contains("site.yaml:1: name: missing; permitted: " + Patterns.WORD_PERMITTED);
  }

  @Test
  void refusesAKeyTwice() {
    String text = Sites.minimalWith("name: minimal\n", "name: minimal\nname: other\n");
    assertThat(problems(text))
        .containsExactly(
            "site.yaml:3: name: 'other' is refused; permitted: the key once; it stands in line 2 already");
  }

  @Test
  void refusesAStorageAreaTwice() {
    String text = Sites.text("minimal.yaml") + "  testvo-disk:\n    root: /x\n    vos: [a]\n";
    assertThat(problems(text))
        .singleElement()
        .asString()
        .contains("storage-areas.testvo-disk: ", "the key once");
  }

  @Test
  void saysWhereTextIsNotYaml() {
    assertThat(problems("name: x\nsrm: [\n"))
        .singleElement()
        .asString()
        .matches("site.yaml:[23]: not YAML: .+");
  }

  @Test
  void refusesASecondDocument() {
    assertThat(problems(Sites.text("minimal.yaml") + "---\nname: b\n"))
        .singleElement()
        .asString()
        .contains("not YAML");
  }

  @Test
  void neverShowsAPassword() {
    String text =
        Sites.minimalWith("  password-file:", "  password: hunter2\n  password-file:")
            .replace("secret-file:", "secret: hunter2\n  secret-file:");
    assertThat(problems(text))
        .hasSize(2)
        .allMatch(problem -> problem.contains("(hidden)") && problem.contains("0600"))
        .noneMatch(problem -> problem.contains("hunter2"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:mysql://db/bora?user=x&password=hunter2",
        "jdbc:mysql://root:hunter2@db:3306/bora",
        "jdbc:postgresql://root:hunter2@db/bora"
      })
  void refusesAPasswordInTheUrlWithoutShowingIt(String url) {
    String text = Sites.minimalWith("  hosts: [db.example.org:3306]", "  url: " + url);
    assertThat(problems(text))
        .singleElement()
        .asString()
        .contains("database.url")
        .doesNotContain("hunter2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          host: srm.example.org    | host: srm_example/org      | srm.host
          address: fe.example.org  | address: "fe example"      | nodes.frontends.fe.address
          address: door.example.org| health-port: 0             | nodes.doors.door.health-port
          frontends:               | doers:                     | nodes.doers
          root: /storage/testvo    | root: storage              | storage-areas.testvo-disk.root
          root: /storage/testvo    | root: /storage/../etc      | storage-areas.testvo-disk.root
          vos: [testvo]            | vos: []                    | storage-areas.testvo-disk.vos
          vos: [testvo]            | vos: testvo                | storage-areas.testvo-disk.vos
          vos: [testvo]            | vos: [testvo, testvo]      | storage-areas.testvo-disk.vos[1]
          vos: [testvo]            | vos: [a, "b c"]            | storage-areas.testvo-disk.vos[1]
          testvo-disk:             | Testvo:                    | storage-areas.Testvo
          vos: [testvo]            | {vos: [testvo]}            | not YAML
          hosts: [db.example.org:3306] | hosts: [db.example.org] | database.hosts[0]
          hosts: [db.example.org:3306] | hosts: []               | database.hosts
          hosts: [db.example.org:3306] | schema: x               | database.hosts
          name: minimal            | name:                      | name
          name: minimal            | name: {a: b}               | name
          name: minimal            | name: ~                    | name
          """)
  void namesTheKey(String old, String replacement, String key) {
    assertThat(problems(Sites.minimalWith(old, replacement)))
        .anyMatch(problem -> problem.contains(": " + key));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          protocols: {gsiftp: {}}                                  | protocols.gsiftp.endpoints | missing
          protocols: {file: {endpoints: ["a:1"]}}                  | protocols.file.endpoints   | none for file
          protocols: {https: {path-prefix: /x}}                    | protocols.https.path-prefix| doors
          protocols: {gopher: {endpoints: ["a:70"]}}               | protocols.gopher           | file, gsiftp, https, davs, root
          access-points: [/a/]                                     | access-points[0]           | absolute
          access-points: [/a/../b]                                 | access-points[0]           | absolute
          access-points: [a]                                       | access-points[0]           | absolute
          size-limit: 5 GB                                         | size-limit                 | 500GB
          size-limit: 0                                            | size-limit                 | at least 1B
          overwrite: always                                        | overwrite                  | NEVER, ALWAYS, WHEN_FILES_ARE_DIFFERENT
          """)
  void refusesInAStorageArea(String line, String key, String permitted) {
    String text = Sites.text("minimal.yaml") + "    " + line + "\n";
    assertThat(problems(text))
        .singleElement()
        .asString()
        .startsWith(
            "site.yaml:" + text.lines().count() + ": storage-areas.testvo-disk." + key + ": ")
        .contains(permitted);
  }

  @Test
  void refusesLimitsThatALargestRequestWouldExceedForEver() {
    String text =
        Sites.text("minimal.yaml")
            + """
            limits: {surls-per-request: 20, soap-body-size: 16MiB, soap-memory: 15MiB}
            admission:
              put: {max-requests: 19, max-requests-per-user: 18}
            """;
    assertThat(problems(text).stream().map(problem -> problem.split(": ", 2)[1]))
        .containsExactlyInAnyOrder(
            "limits.soap-memory: '15MiB' is refused; permitted: at least limits.soap-body-size, which is 16MiB",
            "admission.put.max-requests: '19' is refused; permitted: at least limits.surls-per-request, which is 20",
            "admission.put.max-requests-per-user: '18' is refused; permitted: at least limits.surls-per-request, which is 20");
  }

  @Test
  void refusesAreasThatShareAnything() {
    String text =
        Sites.text("minimal.yaml")
            + """
              b:
                root: /storage/testvo/inside
                vos: [b]
                access-points: [/b, /testvo-disk]
              c:
                root: /storage
                vos: [c]
              testvo_disk:
                root: /other
                vos: [d]
            """;
    assertThat(problems(text))
        .extracting(problem -> problem.replaceFirst("^site.yaml:\\d+: storage-areas\\.", ""))
        .anyMatch(
            problem -> problem.startsWith("testvo-disk.access-points: '/testvo-disk' is refused"))
        .anyMatch(problem -> problem.startsWith("b.root: '/storage/testvo/inside' is refused"))
        .anyMatch(problem -> problem.startsWith("testvo-disk.root: '/storage/testvo' is refused"))
        .anyMatch(problem ->
            problem.startsWith("testvo_disk.space-token-description: 'TESTVODISK_TOKEN'"))
        .hasSize(4);
  }

  @Test
  void refusesNodesThatShareANameOrAPort() {
    String text =
        Sites.minimalWith("address: door.example.org", "address: fe.example.org")
            .replace("    door:", "    fe:");
    assertThat(problems(text))
        .hasSize(2)
        .anyMatch(problem -> problem.contains("a name of its own"))
        .anyMatch(problem -> problem.contains("'fe.example.org:9998'"));
  }

  @Test
  void severalBackendsNeedAnAddress() {
    String text =
        Sites.minimalWith("    be:\n", "    be2:\n      address: be2.example.org\n    be:\n");
    assertThat(problems(text))
        .singleElement()
        .asString()
        .contains("rpc.backend-address: missing; permitted: host:port");
  }

  @Test
  void anAreaNeedsAProtocol() {
    String text = Sites.minimalWith("  doors:\n    door:\n      address: door.example.org\n", "");
    assertThat(problems(text))
        .singleElement()
        .asString()
        .contains("storage-areas.testvo-disk.protocols: missing");
  }

  @Test
  void httpsNeedsADoorOrAnEndpoint() {
    String text =
        Sites.minimalWith("  doors:\n    door:\n      address: door.example.org\n", "")
            + "transfer: {protocols: {https: {}}}\n";
    assertThat(problems(text))
        .singleElement()
        .asString()
        .contains("storage-areas.testvo-disk.protocols.https.endpoints: missing");
  }

  @ParameterizedTest
  @CsvSource({
    "pool-idle: 17, database.pool-idle",
    "'url: \"jdbc:mysql://db:3306/bora\"', database.hosts"
  })
  void refusesContradictionsAboutTheDatabase(String line, String key) {
    String text = Sites.minimalWith("  hosts:", "  " + line + "\n  hosts:");
    assertThat(problems(text)).singleElement().asString().contains(key);
  }

  @ParameterizedTest
  @CsvSource({
    "connections: 2925, connections: 2926, at most 2925 with a max-age of 10s",
    "max-age: 1s, 'connections: 323, max-age: 1s', at most 322 with a max-age of 1s"
  })
  void connectionsThatAreReplacedNeedPorts(String good, String bad, String most)
      throws SiteException {
    assertThat(SiteFile.parse("site.yaml", rpc(good)).name()).isNotEmpty();
    assertThat(problems(rpc(bad))).singleElement().asString().contains("rpc.connections", most);
  }

  private static String rpc(String entries) {
    String lines = "  " + entries.replace(", ", "\n  ");
    return Sites.minimalWith("  secret-file:", lines + "\n  secret-file:");
  }

  @Test
  void refusesASchemaOtherThanThatOfTheUrl() {
    String text =
        Sites.minimalWith(
            "  hosts: [db.example.org:3306]", "  url: jdbc:mysql://db:3306/a\n  schema: b");
    assertThat(problems(text)).singleElement().asString().contains("database.schema: 'b'", "'a'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:mysql://a:1,b:2/bora",
        "jdbc:mysql://a,b/bora?sslMode=REQUIRED",
        "jdbc:mysql://a,b/bora?failOverReadOnly=true",
        "jdbc:mysql://a,b/bora?failOverReadOnly=false&failOverReadOnly=true",
        "jdbc:mysql://a,b/bora?failoverreadonly=false",
        "jdbc:mysql://a,b/bora?xfailOverReadOnly=false",
        "jdbc:mysql://(host=a,port=1),(host=b,port=2)/bora",
        "jdbc:mysql://address=(host=a)(port=1),address=(host=b)(port=2)/bora"
      })
  void refusesAUrlOfSeveralHostsThatAreReadOnlyAfterAFailover(String url) {
    assertThat(problems(withUrl(url)))
        .singleElement()
        .asString()
        .contains("database.url: '" + url + "' is refused", "failOverReadOnly=false", "read-only");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:mysql://a:1/bora?sessionVariables=x=1,y=2",
        "jdbc:mysql://(host=a,port=1)/bora",
        "jdbc:mysql://[::1]:1/bora",
        "jdbc:mysql://a:1,b:2/bora?failOverReadOnly=false",
        "jdbc:mysql://a,b/bora?sslMode=REQUIRED&failOverReadOnly=false&tcpKeepAlive=true"
      })
  void takesAUrlWhoseHostsStayWritable(String url) {
    assertThat(Sites.parse(withUrl(url)).database().jdbcUrl()).isEqualTo(url);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:mysql:loadbalance://a,b/bora?failOverReadOnly=false",
        "jdbc:mysql:replication://a,b/bora?failOverReadOnly=false",
        "jdbc:mysql:loadbalance://a/bora"
      })
  void refusesAUrlThatUsesSeveralHostsAtOnce(String url) {
    assertThat(problems(withUrl(url)))
        .singleElement()
        .asString()
        .contains("database.url: '" + url + "' is refused", "one host at a time");
  }

  private static String withUrl(String url) {
    return Sites.minimalWith("  hosts: [db.example.org:3306]", "  url: \"" + url + "\"");
  }

  @ParameterizedTest
  @CsvSource({
    "pin-default: 30d, pin-default, 21d",
    "request-maximum: 1h, request-default, 1h",
    "file-default: 1500ms, file-default, whole seconds"
  })
  void refusesContradictoryLifetimes(String line, String key, String permitted) {
    String text = Sites.text("minimal.yaml") + "lifetimes:\n  " + line + "\n";
    assertThat(problems(text)).singleElement().asString().contains("lifetimes." + key, permitted);
  }

  @Test
  void saysWhyAFileCannotBeRead(@TempDir Path dir) throws IOException {
    Path absent = dir.resolve("absent.yaml");
    assertThatThrownBy(() -> SiteFile.load(absent))
        .isInstanceOf(SiteException.class)
        .hasMessage(absent + ": No such file or directory");
    Path binary = Files.write(dir.resolve("binary.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe});
    assertThatThrownBy(() -> SiteFile.load(binary))
        .isInstanceOf(SiteException.class)
        .hasMessage(binary + ": not a text in UTF-8");
    assertThatThrownBy(() -> SiteFile.load(dir)).isInstanceOf(SiteException.class);
  }
}
