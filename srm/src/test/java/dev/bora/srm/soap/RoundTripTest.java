// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.soap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.srm.types.Operation;
import dev.bora.srm.types.SrmRequest;
import dev.bora.srm.types.SrmResponse;
import java.io.ByteArrayInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RoundTripTest {
  private final SoapCodec codec = new SoapCodec();

  @ParameterizedTest
  @EnumSource(Operation.class)
  void requestsAreReadAsTheyWereWritten(Operation operation) throws Exception {
    for (int seed : RandomRecords.seeds().toArray()) {
      SrmRequest request = (SrmRequest) new RandomRecords(seed).record(operation.requestType(), 0);

      byte[] written = codec.writeRequest(request);

      assertThat(codec.readRequest(new ByteArrayInputStream(written), null))
          .as("seed %d", seed)
          .isEqualTo(request);
    }
  }

  @ParameterizedTest
  @EnumSource(Operation.class)
  void responsesAreReadAsTheyWereWritten(Operation operation) throws Exception {
    for (int seed : RandomRecords.seeds().toArray()) {
      SrmResponse response =
          (SrmResponse) new RandomRecords(seed).record(operation.responseType(), 0);

      byte[] written = codec.writeResponse(response);

      assertThat(codec.readResponse(new ByteArrayInputStream(written), "utf-8", operation))
          .as("seed %d", seed)
          .isEqualTo(response);
    }
  }
}
