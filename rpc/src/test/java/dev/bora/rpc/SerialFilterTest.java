// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bora.rpc.server.BackendServer;
import dev.bora.rpc.server.BackendServerConfig;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SerialFilterTest {

  @Test
  void isContentWhenDeserialisationIsOff() {
    assertThatCode(SerialFilter::require).doesNotThrowAnyException();
  }

  @Test
  @Tag("without-serial-filter")
  void refusesToStartOtherwise() {
    String message =
        "refusing to start: Java deserialization is not switched off (jdk.serialFilter is not set);"
            + " start the JVM with -Djdk.serialFilter=!*";
    assertThatThrownBy(SerialFilter::require)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(message);
    assertThatThrownBy(() ->
            BackendServer.start(
                BackendServerConfig.of("127.0.0.1", 0, "be1"),
                ScriptedBackend.named("be1"),
                Calls.SECRET))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(message);
  }
}
