// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.gsi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.srm.client.GridHttpConfig.Transport;
import dev.bora.srm.pki.PemCredential;
import dev.bora.srm.pki.ProxyKind;
import dev.bora.srm.pki.ThrowAwayGrid;
import dev.bora.srm.pki.VomsAttributes;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every credential that a user may come with, and what the server makes of it. */
class AcceptedCredentialsTest {

  private static final String ALICE = "/DC=bora/DC=testgrid/OU=People/CN=Alice Adams";

  @TempDir static Path folder;
  private static TestSite site;

  @BeforeAll
  static void start() throws Exception {
    site = TestSite.start(folder);
  }

  @AfterAll
  static void stop() throws Exception {
    site.close();
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void userCertificate(Transport transport) throws Exception {
    assertThat(site.ask(transport, site.alice().read())).startsWith(ALICE + " null [] ");
  }

  @ParameterizedTest
  @EnumSource(ProxyKind.class)
  void proxyOfEachKind(ProxyKind kind) throws Exception {
    assertThat(site.ask(Transport.HTTPG, site.proxy(TestSite.hour().ofKind(kind))))
        .startsWith(ALICE + " null [] ");
  }

  @ParameterizedTest
  @EnumSource(ProxyKind.class)
  void limitedProxyOfEachKind(ProxyKind kind) throws Exception {
    assertThat(site.ask(Transport.HTTPS, site.proxy(TestSite.hour().ofKind(kind).asLimited())))
        .startsWith(ALICE + " null [] ");
  }

  @Test
  void longChain() throws Exception {
    PemCredential proxy = site.proxy(TestSite.hour().withDepth(12));
    assertThat(proxy.chain()).hasSize(13);
    assertThat(site.ask(Transport.HTTPG, proxy)).startsWith(ALICE + " null [] ");
  }

  @Test
  void vomsAttributes() throws Exception {
    VomsAttributes attributes =
        site.attributes(
            "/testvo/Role=production/Capability=NULL",
            "/testvo/Role=NULL/Capability=NULL",
            "/testvo/analysis/Role=NULL/Capability=NULL");
    assertThat(site.ask(Transport.HTTPG, site.proxy(TestSite.hour().withAttributes(attributes))))
        .startsWith(ALICE + " testvo [/testvo/Role=production, /testvo, /testvo/analysis] ");
  }

  @Test
  void attributesSurviveFurtherDelegation() throws Exception {
    PemCredential proxy =
        site.proxy(TestSite.hour().withDepth(3).withAttributes(site.attributes("/testvo")));
    assertThat(site.ask(Transport.HTTPG, proxy)).startsWith(ALICE + " testvo [/testvo] ");
  }

  @Test
  void attributesOfUnknownVoCountAsAbsent() throws Exception {
    VomsAttributes good = site.attributes("/testvo");
    VomsAttributes other =
        new VomsAttributes(
            "othervo",
            good.host(),
            List.of("/othervo"),
            good.signer(),
            good.notBefore(),
            good.notAfter());
    assertThat(site.ask(Transport.HTTPG, site.proxy(TestSite.hour().withAttributes(other))))
        .startsWith(ALICE + " null [] ");
    assertThat(site.ask(Transport.HTTPG, site.proxy(TestSite.hour().withAttributes(other, good))))
        .as("the good ones beside them count")
        .startsWith(ALICE + " testvo [/testvo] ");
  }

  @Test
  void attributesOfAnotherVoThanTheServersCountAsAbsent() throws Exception {
    assertThat(
            site.ask(
                Transport.HTTPG,
                site.proxy(
                    TestSite.hour()
                        .withAttributes(site.attributes("/othervo", "/testvoid", "/testvo")))))
        .startsWith(ALICE + " testvo [/testvo] ");
  }

  @Test
  void attributesOfAnotherServerCountAsAbsent(@TempDir Path elsewhere) throws Exception {
    VomsAttributes good = site.attributes("/testvo");
    ThrowAwayGrid evil = ThrowAwayGrid.openOrCreate(elsewhere, "testgrid");
    for (PemCredential signer :
        List.of(
            evil.vomsServer(TestSite.VOMS_HOST).read(),
            site.grid.vomsServer("voms.other.example").read())) {
      VomsAttributes forged =
          new VomsAttributes(
              good.vo(), good.host(), good.fqans(), signer, good.notBefore(), good.notAfter());
      assertThat(site.ask(Transport.HTTPG, site.proxy(TestSite.hour().withAttributes(forged))))
          .startsWith(ALICE + " null [] ");
    }
  }

  @Test
  void expiredAttributesCountAsAbsent() throws Exception {
    VomsAttributes good = site.attributes("/testvo");
    Instant now = Instant.now();
    VomsAttributes expired =
        new VomsAttributes(
            good.vo(),
            good.host(),
            good.fqans(),
            good.signer(),
            now.minusSeconds(7200),
            now.minusSeconds(3600));
    assertThat(site.ask(Transport.HTTPG, site.proxy(TestSite.hour().withAttributes(expired))))
        .startsWith(ALICE + " null [] ");
  }

  @Test
  void attributesOfSomebodyElseCountAsAbsent() throws Exception {
    PemCredential mine = site.proxy(TestSite.hour().withAttributes(site.attributes("/testvo")));
    PemCredential stolen =
        StolenAttributes.graft(mine.certificate(), site.grid.user("bob", "Bob Brown").read());
    assertThat(site.ask(Transport.HTTPG, stolen))
        .startsWith("/DC=bora/DC=testgrid/OU=People/CN=Bob Brown null [] ");
  }
}
