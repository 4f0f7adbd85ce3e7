// SPDX-License-Identifier: Apache-2.0
package dev.bora.frontend.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bora.db.table.FileState;
import dev.bora.srm.types.TReturnStatus;
import dev.bora.srm.types.TStatusCode;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestStatusTest {
  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          QUEUED/SRM_REQUEST_QUEUED                                          | SRM_REQUEST_QUEUED
          QUEUED/SRM_REQUEST_QUEUED QUEUED/SRM_REQUEST_QUEUED                | SRM_REQUEST_QUEUED
          QUEUED/SRM_REQUEST_QUEUED FAILED/SRM_INVALID_PATH                  | SRM_REQUEST_QUEUED
          QUEUED/SRM_REQUEST_INPROGRESS                                      | SRM_REQUEST_INPROGRESS
          QUEUED/SRM_REQUEST_QUEUED RUNNING/SRM_REQUEST_INPROGRESS           | SRM_REQUEST_INPROGRESS
          QUEUED/SRM_REQUEST_QUEUED READY/SRM_FILE_PINNED                    | SRM_REQUEST_INPROGRESS
          RUNNING/SRM_REQUEST_INPROGRESS                                     | SRM_REQUEST_INPROGRESS
          RUNNING/SRM_REQUEST_INPROGRESS ABORTED/SRM_ABORTED                 | SRM_REQUEST_INPROGRESS
          RUNNING/SRM_SPACE_AVAILABLE                                        | SRM_SUCCESS
          READY/SRM_FILE_PINNED READY/SRM_FILE_PINNED                        | SRM_SUCCESS
          READY/SRM_SPACE_AVAILABLE DONE/SRM_SUCCESS                         | SRM_SUCCESS
          RELEASED/SRM_RELEASED RELEASED/SRM_RELEASED                        | SRM_SUCCESS
          EXPIRED/SRM_RELEASED                                               | SRM_SUCCESS
          READY/SRM_FILE_PINNED FAILED/SRM_INVALID_PATH                      | SRM_PARTIAL_SUCCESS
          DONE/SRM_SUCCESS ABORTED/SRM_ABORTED                               | SRM_PARTIAL_SUCCESS
          DONE/SRM_SUCCESS EXPIRED/SRM_FAILURE                               | SRM_PARTIAL_SUCCESS
          ABORTED/SRM_ABORTED ABORTED/SRM_ABORTED                            | SRM_ABORTED
          ABORTED/SRM_ABORTED FAILED/SRM_FAILURE                             | SRM_FAILURE
          FAILED/SRM_INVALID_PATH FAILED/SRM_AUTHORIZATION_FAILURE           | SRM_FAILURE
          EXPIRED/SRM_FAILURE EXPIRED/SRM_FAILURE                            | SRM_REQUEST_TIMED_OUT
          EXPIRED/SRM_FAILURE FAILED/SRM_INVALID_PATH                        | SRM_REQUEST_TIMED_OUT
          EXPIRED/SRM_FILE_LIFETIME_EXPIRED                                  | SRM_FAILURE
          """)
  void aRequestFromItsFiles(String files, TStatusCode expected) {
    List<FileAnswer> answers =
        Arrays.stream(files.strip().split(" ")).map(RequestStatusTest::file).toList();
    assertThat(RequestStatus.of(answers).statusCode()).isEqualTo(expected);
  }

  @Test
  void theOnlyFileExplainsItsRequest() {
    FileAnswer file =
        FileAnswer.without(
            "srm://host/a",
            FileState.FAILED,
            new TReturnStatus(TStatusCode.SRM_INVALID_PATH, "No such file or directory"));
    assertThat(RequestStatus.of(List.of(file)))
        .isEqualTo(new TReturnStatus(TStatusCode.SRM_FAILURE, "No such file or directory"));
  }

  @Test
  void aRequestWithoutFilesIsABug() {
    assertThatThrownBy(() -> RequestStatus.of(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static FileAnswer file(String text) {
    List<String> parts = List.of(text.split("/"));
    return FileAnswer.without(
        "srm://host/file",
        FileState.valueOf(parts.get(0)),
        new TReturnStatus(TStatusCode.valueOf(parts.get(1))));
  }
}
