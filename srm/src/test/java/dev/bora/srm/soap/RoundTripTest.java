// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.soap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.srm.types.Operation;
import dev.bora.srm.types.SrmRequest;
import dev.bora.srm.types.SrmResponse;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
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

  @Test
  void oneCodecServesManyThreads() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Callable<Void>> tasks =
          IntStream.range(0, 400)
              .<Callable<Void>>mapToObj(seed ->
                  () -> {
                    SrmResponse response =
                        (SrmResponse)
                            new RandomRecords(seed).record(Operation.LS.responseType(), 0);
                    byte[] written = codec.writeResponse(response);
                    assertThat(
                            codec.readResponse(
                                new ByteArrayInputStream(written), null, Operation.LS))
                        .isEqualTo(response);
                    return null;
                  })
              .toList();
      for (Future<Void> task : threads.invokeAll(tasks)) {
        task.get();
      }
    }
  }
}
