// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.soap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bora.srm.types.Operation;
import dev.bora.srm.types.TReturnStatus;
import dev.bora.srm.types.TStatusCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests that are to be answered with SRM_INVALID_REQUEST by their own operation. */
class InvalidRequestsTest {
  private final SoapCodec codec = new SoapCodec();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "srmMkdir||srmMkdirRequest lacks SURL",
        "srmMkdir|<SURL xsi:nil='true'/>|srmMkdirRequest lacks SURL",
        "srmMkdir|<surl>srm://h/a</surl>|srmMkdirRequest lacks SURL",
        "srmMkdir|srm://h/a|srmMkdirRequest is 'srm://h/a', where its fields should be",
        "srmMkdir|<SURL>a</SURL><SURL>b</SURL>|srmMkdirRequest has SURL more than once",
        "srmMkdir|<SURL>srm://h/a<b/>c</SURL>|SURL has the element b in it, where a text should be",
        "srmMkdir|<SURL href='#x'/>|SURL has the href '#x', which no element of the message has for its id",
        "srmMkdir|<SURL href='http://h/x'/>|SURL has the href 'http://h/x', which no element of the message has for its id",
        "srmRm||srmRmRequest lacks arrayOfSURLs",
        "srmRm|<arrayOfSURLs>srm://h/a</arrayOfSURLs>|arrayOfSURLs is 'srm://h/a', where its items should be",
        "srmStatusOfLsRequest|<requestToken>t</requestToken><offset>x</offset>|offset 'x' is not an integer",
        "srmStatusOfLsRequest|<requestToken>t</requestToken><offset>\u0661</offset>|offset '\u0661' is not an integer",
        "srmStatusOfLsRequest|<requestToken>t</requestToken><offset>2147483648</offset>|offset '2147483648' is not an integer of 32 bits",
        "srmUpdateSpace|<spaceToken>t</spaceToken><newSizeOfTotalSpaceDesired>-1</newSizeOfTotalSpaceDesired>|newSizeOfTotalSpaceDesired '-1' is not from 0 to 9223372036854775807",
        "srmUpdateSpace|<spaceToken>t</spaceToken><newSizeOfTotalSpaceDesired>9223372036854775808</newSizeOfTotalSpaceDesired>|newSizeOfTotalSpaceDesired '9223372036854775808' is not from 0 to 9223372036854775807",
        "srmRmdir|<SURL>a</SURL><recursive>yes</recursive>|recursive 'yes' is neither true nor false",
        "srmPrepareToPut|<overwriteOption>MAYBE</overwriteOption>|overwriteOption 'MAYBE' is not one of NEVER, ALWAYS, WHEN_FILES_ARE_DIFFERENT",
        "srmSetPermission|<SURL>a</SURL><permissionType>CHANGE</permissionType><ownerPermission>8</ownerPermission>|ownerPermission '8' is not one of NONE, X, W, WX, R, RX, RW, RWX",
      })
  void sayWhatIsWrong(String operation, String content, String explanation) {
    String request = Messages.request(operation, content == null ? "" : content);

    InvalidMessageException thrown =
        catchThrowableOfType(
            InvalidMessageException.class, () -> codec.readRequest(Messages.utf8(request), null));

    assertThat(thrown.explanation()).isEqualTo(explanation);
    assertThat(thrown.operation()).isEqualTo(Operation.named(operation).orElseThrow());
    assertThat(thrown.response().returnStatus())
        .isEqualTo(new TReturnStatus(TStatusCode.SRM_INVALID_REQUEST, explanation));
    assertThat(thrown.response()).isInstanceOf(thrown.operation().responseType());
  }

  @Test
  void longValuesAreNotEchoedInFull() {
    String request =
        Messages.request(
            "srmPrepareToPut", "<overwriteOption>" + "A".repeat(60_000) + "</overwriteOption>");

    InvalidMessageException thrown =
        catchThrowableOfType(
            InvalidMessageException.class, () -> codec.readRequest(Messages.utf8(request), null));

    assertThat(thrown.explanation()).hasSizeLessThan(200);
  }

  @Test
  void anArrayHasALimit() {
    SoapLimits two = new SoapLimits(10_000, 64, 32, 1000, 1000, 2);
    String request =
        Messages.request(
            "srmRm",
            "<arrayOfSURLs>" + "<urlArray>srm://h/a</urlArray>".repeat(3) + "</arrayOfSURLs>");

    InvalidMessageException thrown =
        catchThrowableOfType(
            InvalidMessageException.class,
            () -> new SoapCodec(two).readRequest(Messages.utf8(request), null));

    assertThat(thrown.explanation()).isEqualTo("arrayOfSURLs has more than 2 items");
  }
}
