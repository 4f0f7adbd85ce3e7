// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.soap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.srm.types.Operation;
import dev.bora.srm.types.SrmGetRequestTokensResponse;
import dev.bora.srm.types.SrmLsRequest;
import dev.bora.srm.types.SrmMvRequest;
import dev.bora.srm.types.SrmPingRequest;
import dev.bora.srm.types.SrmPrepareToGetRequest;
import dev.bora.srm.types.SrmPrepareToPutRequest;
import dev.bora.srm.types.SrmPutDoneRequest;
import dev.bora.srm.types.SrmReleaseFilesRequest;
import dev.bora.srm.types.SrmRequest;
import dev.bora.srm.types.SrmReserveSpaceRequest;
import dev.bora.srm.types.SrmSetPermissionRequest;
import dev.bora.srm.types.TAccessLatency;
import dev.bora.srm.types.TAccessPattern;
import dev.bora.srm.types.TConnectionType;
import dev.bora.srm.types.TDirOption;
import dev.bora.srm.types.TExtraInfo;
import dev.bora.srm.types.TFileStorageType;
import dev.bora.srm.types.TGetFileRequest;
import dev.bora.srm.types.TGroupPermission;
import dev.bora.srm.types.TOverwriteMode;
import dev.bora.srm.types.TPermissionMode;
import dev.bora.srm.types.TPermissionType;
import dev.bora.srm.types.TPutFileRequest;
import dev.bora.srm.types.TRequestTokenReturn;
import dev.bora.srm.types.TRetentionPolicy;
import dev.bora.srm.types.TRetentionPolicyInfo;
import dev.bora.srm.types.TReturnStatus;
import dev.bora.srm.types.TStatusCode;
import dev.bora.srm.types.TTransferParameters;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests in the manners of gSOAP, Axis and ARC, and in none of them. */
class RequestsOfClientsTest {

  @ParameterizedTest
  @MethodSource
  void areRead(String file, SrmRequest expected) throws Exception {
    SrmRequest request =
        new SoapCodec().readRequest(new ByteArrayInputStream(Messages.load(file)), null);

    assertThat(request).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-21T02:28:52Z, 2026-11-21T02:28:52Z",
    "2026-11-21T02:28:52.000Z, 2026-11-21T02:28:52Z",
    "2026-11-21T02:28:52.1234567Z, 2026-11-21T02:28:52.1234567Z",
    "2026-11-21T02:28:52, 2026-11-21T02:28:52Z",
    "2026-11-21T02:28:52+02:00, 2026-11-21T00:28:52Z",
    "2026-11-21T02:28:52.5-05:30, 2026-11-21T07:58:52.5Z",
  })
  void timesMayHaveAZoneAndFractions(String written, Instant time) throws Exception {
    String answer =
        Messages.envelope(
            """
            <n:srmGetRequestTokensResponse><srmGetRequestTokensResponse>
            <returnStatus><statusCode> SRM_SUCCESS </statusCode></returnStatus>
            <arrayOfRequestTokens><tokenArray><createdAtTime>
            %s
            </createdAtTime><requestToken>t</requestToken></tokenArray></arrayOfRequestTokens>
            </srmGetRequestTokensResponse></n:srmGetRequestTokensResponse>\
            """
                .formatted(written));

    assertThat(
            new SoapCodec().readResponse(Messages.utf8(answer), null, Operation.GET_REQUEST_TOKENS))
        .isEqualTo(
            new SrmGetRequestTokensResponse(
                new TReturnStatus(TStatusCode.SRM_SUCCESS),
                List.of(new TRequestTokenReturn("t", time))));
  }

  @Test
  void aBlankAtTheEndOfANameStaysAndIndentGoes() throws Exception {
    String request =
        Messages.request(
            "srmMv", "<fromSURL> srm://h/a </fromSURL><toSURL>\n srm://h/b\n </toSURL>");

    assertThat(new SoapCodec().readRequest(Messages.utf8(request), null))
        .isEqualTo(new SrmMvRequest(null, "srm://h/a ", "srm://h/b", null));
  }

  static List<Arguments> areRead() {
    TGetFileRequest source =
        new TGetFileRequest(
            "srm://srm.example.org:8444/srm/managerv2?SFN=/vo/f",
            new TDirOption(false, null, null));
    return List.of(
        Arguments.of(
            "gsoap-srmLs.xml",
            new SrmLsRequest(
                null,
                List.of("srm://srm.example.org/vo/d s/100%"),
                null,
                null,
                true,
                null,
                1,
                1000,
                1000)),
        Arguments.of(
            "gsoap-srmPrepareToPut.xml",
            new SrmPrepareToPutRequest(
                null,
                List.of(
                    new TPutFileRequest("srm://srm.example.org/vo/new", Long.MAX_VALUE),
                    new TPutFileRequest("srm://srm.example.org/vo/new2", null)),
                null,
                TOverwriteMode.WHEN_FILES_ARE_DIFFERENT,
                null,
                3600,
                null,
                null,
                TFileStorageType.PERMANENT,
                null,
                null,
                new TTransferParameters(null, null, null, List.of("gsiftp", "https")))),
        Arguments.of(
            "gsoap-srmPutDone.xml",
            new SrmPutDoneRequest("put-7", null, List.of("srm://srm.example.org/vo/new"))),
        Arguments.of(
            "gsoap-srmSetPermission.xml",
            new SrmSetPermissionRequest(
                null,
                "srm://srm.example.org/vo/f",
                TPermissionType.CHANGE,
                TPermissionMode.RW,
                List.of(),
                List.of(new TGroupPermission("vo", TPermissionMode.RX)),
                TPermissionMode.NONE,
                null)),
        Arguments.of("gsoap-srmPing.xml", new SrmPingRequest(null)),
        Arguments.of(
            "gsoap-srmReserveSpace.xml",
            new SrmReserveSpaceRequest(
                "",
                "disk",
                new TRetentionPolicyInfo(TRetentionPolicy.REPLICA, TAccessLatency.ONLINE),
                20L,
                10L,
                null,
                List.of(1L, 2L),
                null,
                null)),
        Arguments.of(
            "axis-srmLs.xml",
            new SrmLsRequest(
                null,
                List.of("srm://srm.example.org:8444/srm/managerv2?SFN=/vo/a&b"),
                List.of(new TExtraInfo("priority", "0")),
                null,
                true,
                false,
                1,
                0,
                null)),
        Arguments.of(
            "axis-srmPrepareToGet.xml",
            new SrmPrepareToGetRequest(
                null,
                List.of(source, source),
                null,
                null,
                null,
                3600,
                3600,
                null,
                null,
                new TTransferParameters(
                    TAccessPattern.TRANSFER_MODE,
                    TConnectionType.WAN,
                    List.of(),
                    List.of("gsiftp", "dcap")))),
        Arguments.of(
            "arc-srmLs.xml",
            new SrmLsRequest(
                null, List.of("srm://srm.example.org/vo"), null, null, true, null, 0, null, null)),
        Arguments.of(
            "arc-srmReleaseFiles.xml", new SrmReleaseFilesRequest("get-11", null, null, null)),
        Arguments.of(
            "qualified-srmMv.xml",
            new SrmMvRequest(
                null, "srm://srm.example.org/vo/a&b", "srm://srm.example.org/vo/b", null)));
  }
}
