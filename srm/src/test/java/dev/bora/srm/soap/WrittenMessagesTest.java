// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.soap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.bora.srm.types.Operation;
import dev.bora.srm.types.SrmGetRequestTokensResponse;
import dev.bora.srm.types.SrmLsRequest;
import dev.bora.srm.types.SrmLsResponse;
import dev.bora.srm.types.SrmMkdirRequest;
import dev.bora.srm.types.SrmPingResponse;
import dev.bora.srm.types.SrmPrepareToPutResponse;
import dev.bora.srm.types.SrmPutDoneResponse;
import dev.bora.srm.types.SrmResponse;
import dev.bora.srm.types.SrmStatusOfGetRequestResponse;
import dev.bora.srm.types.TAccessLatency;
import dev.bora.srm.types.TExtraInfo;
import dev.bora.srm.types.TFileLocality;
import dev.bora.srm.types.TFileStorageType;
import dev.bora.srm.types.TFileType;
import dev.bora.srm.types.TGetRequestFileStatus;
import dev.bora.srm.types.TGroupPermission;
import dev.bora.srm.types.TMetaDataPathDetail;
import dev.bora.srm.types.TPermissionMode;
import dev.bora.srm.types.TPutRequestFileStatus;
import dev.bora.srm.types.TRetentionPolicy;
import dev.bora.srm.types.TRetentionPolicyInfo;
import dev.bora.srm.types.TReturnStatus;
import dev.bora.srm.types.TSURLReturnStatus;
import dev.bora.srm.types.TStatusCode;
import dev.bora.srm.types.TUserPermission;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What we write, to the letter: gSOAP, Axis and ARC were seen to take this form. */
class WrittenMessagesTest {
  private static final TReturnStatus SUCCESS = new TReturnStatus(TStatusCode.SRM_SUCCESS);

  private final SoapCodec codec = new SoapCodec();

  @ParameterizedTest
  @MethodSource
  void responses(SrmResponse response) throws Exception {
    String file = "written-" + response.operation().wsdlName() + "Response.xml";

    byte[] written = codec.writeResponse(response);

    assertThat(new String(written, StandardCharsets.UTF_8))
        .isEqualTo(Messages.loadWithoutIndent(file));
    assertThat(
            codec.readResponse(
                new ByteArrayInputStream(Messages.load(file)), null, response.operation()))
        .isEqualTo(response);
  }

  static List<SrmResponse> responses() {
    return List.of(
        new SrmLsResponse(SUCCESS, null, List.of(directory())),
        new SrmPrepareToPutResponse(
            SUCCESS,
            "put-7",
            List.of(
                new TPutRequestFileStatus(
                    "srm://srm.example.org/vo/new",
                    new TReturnStatus(TStatusCode.SRM_SPACE_AVAILABLE),
                    null,
                    1,
                    3600,
                    null,
                    "gsiftp://srm.example.org:2811/vo/.new",
                    null)),
            null),
        new SrmStatusOfGetRequestResponse(
            SUCCESS,
            List.of(
                new TGetRequestFileStatus(
                    "srm://srm.example.org/vo/f",
                    6L,
                    new TReturnStatus(TStatusCode.SRM_FILE_PINNED),
                    null,
                    3600,
                    "gsiftp://srm.example.org:2811/vo/f",
                    null)),
            null),
        new SrmPutDoneResponse(
            SUCCESS, List.of(new TSURLReturnStatus("srm://srm.example.org/vo/new", SUCCESS))),
        new SrmPingResponse("v2.2", List.of(new TExtraInfo("backend_type", "Bora"))),
        new SrmGetRequestTokensResponse(SUCCESS, List.of()));
  }

  private static TMetaDataPathDetail directory() {
    return new TMetaDataPathDetail(
        "/vo",
        SUCCESS,
        0L,
        Instant.parse("2026-11-21T02:28:52Z"),
        Instant.parse("2026-11-21T02:28:52.123Z"),
        TFileStorageType.PERMANENT,
        new TRetentionPolicyInfo(TRetentionPolicy.REPLICA, TAccessLatency.ONLINE),
        TFileLocality.ONLINE,
        List.of("tok"),
        TFileType.DIRECTORY,
        -1,
        -1,
        new TUserPermission("/DC=example/CN=Alice", TPermissionMode.RWX),
        new TGroupPermission("vo", TPermissionMode.RX),
        TPermissionMode.NONE,
        "ADLER32",
        "084b021f",
        List.of(
            new TMetaDataPathDetail(
                "/vo/gone",
                new TReturnStatus(TStatusCode.SRM_INVALID_PATH, "No such file or directory"))));
  }

  @Test
  void aRequest() throws Exception {
    byte[] written =
        codec.writeRequest(
            new SrmLsRequest(
                null,
                List.of("srm://srm.example.org/vo/a&b<c"),
                null,
                null,
                true,
                null,
                1,
                null,
                null));

    assertThat(new String(written, StandardCharsets.UTF_8))
        .isEqualTo(Messages.loadWithoutIndent("written-srmLs.xml"));
  }

  @Test
  void aFaultIsWrittenAndRead() throws Exception {
    byte[] written = codec.writeFault(FaultCode.CLIENT, "a < b & c\u0001d");

    assertThat(new String(written, StandardCharsets.UTF_8))
        .isEqualTo(Messages.loadWithoutIndent("written-fault.xml"));
    assertThatExceptionOfType(SoapFaultException.class)
        .isThrownBy(() -> codec.readResponse(new ByteArrayInputStream(written), null, Operation.LS))
        .satisfies(e -> {
          assertThat(e.faultCode()).isEqualTo("soapenv:Client");
          assertThat(e.explanation()).isEqualTo("a < b & c\ufffdd");
        });
  }

  @Test
  void whatXmlCannotHoldIsReplaced() throws Exception {
    SrmMkdirRequest request =
        new SrmMkdirRequest(null, "srm://h/\u0000\u001f\ud800a\udc00\ufffe😀", null);

    byte[] written = codec.writeRequest(request);

    assertThat(codec.readRequest(new ByteArrayInputStream(written), "UTF-8"))
        .isEqualTo(new SrmMkdirRequest(null, "srm://h/\ufffd\ufffd\ufffda\ufffd\ufffd😀", null));
  }

  @Test
  void aNegativeSizeIsNotWritten() {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() ->
            codec.writeResponse(
                new SrmStatusOfGetRequestResponse(
                    SUCCESS,
                    List.of(
                        new TGetRequestFileStatus(
                            "srm://h/f", -1L, SUCCESS, null, null, null, null)),
                    null)));
  }
}
