// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend.turl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.backend.turl.Turls.Turl;
import dev.bora.backend.turl.Turls.Wanted;
import dev.bora.site.DoorNode;
import dev.bora.site.Site;
import dev.bora.site.SiteFile;
import dev.bora.site.StorageArea;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TurlsTest {
  private static final Duration NEVER = Duration.ofDays(1);
  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final String ODD = "d/a b%#+é;&=~";
  private static final String ODD_ENCODED = "d/a%20b%25%23%2B%C3%A9%3B%26%3D~";

  private ServerSocket one;
  private ServerSocket two;
  private final Set<String> draining = new HashSet<>();
  private EndpointProbe probe;

  @BeforeEach
  void listen() throws Exception {
    one = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    two = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void close() throws Exception {
    probe.close();
    one.close();
    two.close();
  }

  /** A site whose area has these lines under {@code protocols}. */
  private Site site(String accessPoint, String protocols) throws Exception {
    Site site =
        SiteFile.parse(
            "test",
            """
            name: test
            srm:
              host: localhost
            nodes:
              frontends:
                frontend-1: {address: localhost}
              backends:
                backend-1: {address: localhost, health-port: 9997}
              doors:
                door-1: {address: localhost, health-port: 9996, https-port: %d}
            rpc:
              secret-file: /secret
            database:
              hosts: [localhost:3306]
              password-file: /secret
            storage-areas:
              data:
                root: /storage/data
                access-points: ["%s"]
                vos: [testvo]
                protocols:
            %s
            """
                .formatted(one.getLocalPort(), accessPoint, protocols.indent(6).stripTrailing()));
    probe = EndpointProbe.start(Turls.endpoints(site), NEVER, TIMEOUT);
    return site;
  }

  private Turls turls(Site site) {
    return new Turls(site, probe, this::open);
  }

  private List<DoorNode> open(Collection<DoorNode> doors) {
    return doors.stream().filter(door -> !draining.contains(door.name())).toList();
  }

  private static Wanted wanted(Site site, String path, String... protocols) {
    StorageArea area = site.storageAreas().byName().get("data");
    String name = path.substring(path.lastIndexOf('/') + 1);
    return new Wanted(area, List.of(protocols), 42, path, name);
  }

  private Optional<String> make(Site site, String path, String... protocols) {
    return turls(site).make(wanted(site, path, protocols)).map(Turl::text);
  }

  private String served(ServerSocket... servers) {
    StringBuilder list = new StringBuilder("endpoints: [");
    for (ServerSocket server : servers) {
      list.append("\"127.0.0.1:").append(server.getLocalPort()).append("\", ");
    }
    return list.append("]").toString().replace(", ]", "]");
  }

  private static String at(String scheme, ServerSocket server) {
    return scheme + "://127.0.0.1:" + server.getLocalPort();
  }

  @Test
  void aDoorThatDrainsIsNotNamed() throws Exception {
    Site site = site("/data", "https: {}");
    assertThat(make(site, "f", "https")).isPresent();
    draining.add("door-1");
    assertThat(make(site, "f", "https")).isEmpty();
  }

  @Test
  void filesHaveTheirPathAsItIs() throws Exception {
    Site site = site("/data", "file: {}");
    assertThat(make(site, ODD, "file")).contains("file:///storage/data/" + ODD);
    assertThat(make(site, "f", "FILE")).contains("file:///storage/data/f");
    assertThat(make(site, "f", "gsiftp", "rfio", "")).isEmpty();
  }

  @Test
  void gsiftpHasThePhysicalPathEncoded() throws Exception {
    Site site = site("/data", "gsiftp: {%s}".formatted(served(one)));
    assertThat(make(site, ODD, "gsiftp"))
        .contains(at("gsiftp", one) + "/storage/data/" + ODD_ENCODED);
  }

  @Test
  void gsiftpWithTwoSlashesOrBelowAPrefix() throws Exception {
    Site slash = site("/data", "gsiftp: {%s, path-prefix: /}".formatted(served(one)));
    assertThat(make(slash, "f", "gsiftp")).contains(at("gsiftp", one) + "//storage/data/f");
    probe.close();
    Site prefix = site("/data", "gsiftp: {%s, path-prefix: /x/y}".formatted(served(one)));
    assertThat(make(prefix, "f", "gsiftp")).contains(at("gsiftp", one) + "/x/y/storage/data/f");
  }

  /** As xrdcp reads them: two slashes, and nothing is decoded. */
  @Test
  void rootHasThePhysicalPathAsItIs() throws Exception {
    Site site = site("/data", "root: {%s}".formatted(served(one)));
    assertThat(make(site, ODD, "root")).contains(at("root", one) + "//storage/data/" + ODD);
    probe.close();
    Site slash = site("/data", "root: {%s, path-prefix: /}".formatted(served(one)));
    assertThat(make(slash, "f", "root")).contains(at("root", one) + "//storage/data/f");
    probe.close();
    Site prefix = site("/data", "root: {%s, path-prefix: /x}".formatted(served(one)));
    assertThat(make(prefix, "f", "root")).contains(at("root", one) + "//x/storage/data/f");
  }

  @Test
  void aQuestionMarkCannotBeSaidInRoot() throws Exception {
    Site site = site("/data", "root: {%s}\nfile: {}".formatted(served(one)));
    assertThat(make(site, "a?b", "root", "file")).contains("file:///storage/data/a?b");
    assertThat(make(site, "a?b", "root")).isEmpty();
  }

  @Test
  void webServersHaveThePathOfTheSurlEncoded() throws Exception {
    Site site =
        site(
            "/sa",
            "https: {%s}\ndavs: {%s, path-prefix: /webdav}".formatted(served(one), served(two)));
    assertThat(make(site, ODD, "https")).contains(at("https", one) + "/sa/" + ODD_ENCODED);
    assertThat(make(site, ODD, "davs")).contains(at("davs", two) + "/webdav/sa/" + ODD_ENCODED);
    probe.close();
    Site top = site("/", "https: {%s}".formatted(served(one)));
    assertThat(make(top, "f", "https")).contains(at("https", one) + "/f");
  }

  @Test
  void doorsHaveAnIdAndASecretInsteadOfThePath() throws Exception {
    Site site = site("/data", "https: {}\ndavs: {}");
    String start = "://localhost:" + one.getLocalPort() + "/42/";
    String turl = make(site, "d/a b?", "https").orElseThrow();
    assertThat(turl).startsWith("https" + start).matches(".*/42/[0-9a-f]{32}/a%20b%3F");
    assertThat(make(site, "d/a b?", "https")).isNotEqualTo(Optional.of(turl));
    assertThat(make(site, "f", "davs").orElseThrow()).startsWith("davs" + start);
  }

  @Test
  void theFirstOfTheClientsProtocolsThatIsServedWins() throws Exception {
    Site site = site("/data", "file: {}\ngsiftp: {%s}".formatted(served(one)));
    assertThat(make(site, "f", "rfio", "gsiftp", "file").orElseThrow()).startsWith("gsiftp:");
    assertThat(make(site, "f", "file", "gsiftp").orElseThrow()).startsWith("file:");
  }

  @Test
  void serversTakeTurns() throws Exception {
    Site site = site("/data", "gsiftp: {%s}".formatted(served(one, two)));
    Set<String> seen = new LinkedHashSet<>();
    Turls turls = turls(site);
    for (int i = 0; i < 2; i++) {
      seen.add(turls.make(wanted(site, "f", "gsiftp")).orElseThrow().text());
    }
    assertThat(seen)
        .containsExactlyInAnyOrder(
            at("gsiftp", one) + "/storage/data/f", at("gsiftp", two) + "/storage/data/f");
  }

  @Test
  void theNextProtocolIsGivenIfNoServerOfTheFirstAnswers() throws Exception {
    Site site = site("/data", "gsiftp: {%s}\nroot: {%s}".formatted(served(one), served(two)));
    one.close();
    probe.round(Turls.endpoints(site));
    assertThat(make(site, "f", "gsiftp", "root").orElseThrow()).startsWith("root:");
    assertThat(make(site, "f", "gsiftp")).isEmpty();
    two.close();
    probe.round(Turls.endpoints(site));
    assertThat(make(site, "f", "gsiftp", "root")).isEmpty();
  }
}
