// SPDX-License-Identifier: Apache-2.0
package dev.bora.frontend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.bora.frontend.http.AccessLog;
import dev.bora.srm.client.GridHttpReply;
import dev.bora.srm.types.Operation;
import dev.bora.srm.types.SrmGetTransferProtocolsRequest;
import dev.bora.srm.types.SrmGetTransferProtocolsResponse;
import dev.bora.srm.types.SrmMkdirRequest;
import dev.bora.srm.types.SrmMkdirResponse;
import dev.bora.srm.types.SrmPingRequest;
import dev.bora.srm.types.SrmPingResponse;
import dev.bora.srm.types.SrmRequest;
import dev.bora.srm.types.TExtraInfo;
import dev.bora.srm.types.TReturnStatus;
import dev.bora.srm.types.TStatusCode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/** Discovery, what is not built, what is malformed, and what the logs say. */
class SrmProtocolTest extends SrmFixture {
  @Test
  void pingTellsWhoAnswers() throws Exception {
    SrmPingResponse pong = site.ask("alice", new SrmPingRequest(null), SrmPingResponse.class);
    assertThat(pong.versionInfo()).isEqualTo("v2.2");
    assertThat(pong.otherInfo())
        .contains(
            new TExtraInfo("backend_type", "Bora"),
            new TExtraInfo("backend_version", "<FE:%s><BE:9.9>".formatted(FrontendVersion.text())));
  }

  @Test
  void transferProtocolsOfTheSite() throws Exception {
    assertThat(
            site.ask(
                    "alice",
                    new SrmGetTransferProtocolsRequest(null),
                    SrmGetTransferProtocolsResponse.class)
                .protocolInfo())
        .extracting(info -> info.transferProtocol())
        .containsExactly("https", "davs");
  }

  @ParameterizedTest
  @EnumSource(
      value = Operation.class,
      names = {
        "RESERVE_SPACE",
        "STATUS_OF_RESERVE_SPACE_REQUEST",
        "RELEASE_SPACE",
        "UPDATE_SPACE",
        "STATUS_OF_UPDATE_SPACE_REQUEST",
        "GET_SPACE_META_DATA",
        "CHANGE_SPACE_FOR_FILES",
        "STATUS_OF_CHANGE_SPACE_FOR_FILES_REQUEST",
        "EXTEND_FILE_LIFE_TIME_IN_SPACE",
        "PURGE_FROM_SPACE",
        "GET_SPACE_TOKENS",
        "SET_PERMISSION",
        "CHECK_PERMISSION",
        "GET_PERMISSION",
        "STATUS_OF_LS_REQUEST",
        "BRING_ONLINE",
        "STATUS_OF_BRING_ONLINE_REQUEST",
        "COPY",
        "STATUS_OF_COPY_REQUEST",
        "SUSPEND_REQUEST",
        "RESUME_REQUEST"
      })
  void whatIsNotBuiltSaysSo(Operation operation) throws Exception {
    SrmRequest request = SampleRequests.of(operation);
    assertThat(site.ask("alice", request, operation.responseType()).returnStatus())
        .isEqualTo(
            new TReturnStatus(
                TStatusCode.SRM_NOT_SUPPORTED,
                operation.wsdlName() + " is not supported by this server"));
  }

  @Test
  void malformedMessagesAreFaultsAndInvalidOnesAreAnswered() throws Exception {
    GridHttpReply fault = site.post("alice", "/srm/managerv2", "no xml".getBytes(UTF_8));
    assertThat(fault.status()).isEqualTo(500);
    assertThat(new String(fault.body(), UTF_8)).contains("Fault").doesNotContain("Exception");
    String invalid =
        """
        <e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body>
        <s:srmMkdir xmlns:s="http://srm.lbl.gov/StorageResourceManager"><srmMkdirRequest/></s:srmMkdir>
        </e:Body></e:Envelope>
        """;
    GridHttpReply answered = site.post("alice", "/srm/managerv2", invalid.getBytes(UTF_8));
    assertThat(answered.status()).isEqualTo(200);
    assertThat(new String(answered.body(), UTF_8)).contains("SRM_INVALID_REQUEST");
    assertThat(site.post("alice", "/srm/managerv2/extra", invalid.getBytes(UTF_8)).status())
        .isEqualTo(200);
    assertThat(site.post("alice", "/srm/managerv22", invalid.getBytes(UTF_8)).status())
        .isEqualTo(404);
    assertThat(site.post("alice", "/", invalid.getBytes(UTF_8)).status()).isEqualTo(404);
  }

  @Test
  void theWsdlIsServed() throws Exception {
    try (HttpClient client = browser()) {
      String base = "https://localhost:" + site.frontend.srmPort() + "/srm/managerv2";
      HttpResponse<String> wsdl =
          client.send(
              HttpRequest.newBuilder(URI.create(base + "?wsdl")).build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(wsdl.statusCode()).isEqualTo(200);
      assertThat(wsdl.body()).contains("srmPrepareToPut", "httpg://localhost:8444/srm/managerv2");
      HttpResponse<String> page =
          client.send(
              HttpRequest.newBuilder(URI.create(base)).build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(page.statusCode()).isEqualTo(405);
    }
  }

  private static HttpClient browser() throws Exception {
    var credential = site.user("alice", "testvo", "/testvo");
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry(
        "user", credential.key(), new char[0], credential.chain().toArray(X509Certificate[]::new));
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(store, new char[0]);
    SSLContext context = SSLContext.getInstance("TLSv1.2");
    context.init(keys.getKeyManagers(), new TrustManager[] {new TrustAll()}, null);
    SSLParameters parameters = new SSLParameters();
    parameters.setProtocols(new String[] {"TLSv1.2"});
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .sslContext(context)
        .sslParameters(parameters)
        .build();
  }

  private static final class TrustAll extends javax.net.ssl.X509ExtendedTrustManager
      implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(X509Certificate[] c, String t, java.net.Socket s) {}

    @Override
    public void checkServerTrusted(X509Certificate[] c, String t, java.net.Socket s) {}

    @Override
    public void checkClientTrusted(X509Certificate[] c, String t, javax.net.ssl.SSLEngine e) {}

    @Override
    public void checkServerTrusted(X509Certificate[] c, String t, javax.net.ssl.SSLEngine e) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  @Test
  void whatBreaksInsideIsToldToNobody() throws Exception {
    site.backend.outcome =
        _ -> {
          throw new IllegalStateException("secret detail");
        };
    TReturnStatus status =
        site.ask(
                "alice",
                new SrmMkdirRequest(null, "srm://localhost/data/d", null),
                SrmMkdirResponse.class)
            .returnStatus();
    assertThat(code(status)).isEqualTo(TStatusCode.SRM_INTERNAL_ERROR);
    assertThat(status.explanation()).doesNotContain("secret");
  }

  @Test
  void oneLineForEachCallAndNoneCanBeForged() throws Exception {
    Logger logger = (Logger) LoggerFactory.getLogger(AccessLog.NAME);
    ListAppender<ILoggingEvent> appender = new ListAppender<>();
    appender.start();
    logger.addAppender(appender);
    String token;
    try {
      site.backend.nudge = (_, args) -> FakeBackend.ready(args, "SRM_SPACE_AVAILABLE");
      token = putToken("alice", "srm://localhost/data/a\" status=SRM_FAILURE", FILE);
    } finally {
      logger.detachAppender(appender);
    }
    assertThat(appender.list).hasSize(1);
    String line = appender.list.getFirst().getFormattedMessage();
    String requestId = site.backend.asked.getFirst().context().requestId();
    assertThat(line)
        .startsWith("request=" + requestId + " client=")
        .contains(
            " dn=\"/DC=bora/DC=testgrid/OU=People/CN=Alice Adams\" fqan=\"/testvo\""
                + " operation=srmPrepareToPut token=\""
                + token
                + "\""
                + " surl=\"srm://localhost/data/a\\\" status=SRM_FAILURE\" surls=2"
                + " status=SRM_SUCCESS ms=")
        .endsWith(" frontend=frontend-1 backend=backend-1")
        .doesNotContain("door:8443");
  }
}
