// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class HostSocketTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  @Test
  void theNextAddressIsTriedWhenOneRefuses() throws IOException {
    InetAddress down = InetAddress.ofLiteral("127.0.0.1");
    InetAddress up = InetAddress.ofLiteral("127.0.0.2");
    try (ServerSocket server = new ServerSocket(0, 1, up);
        Socket client = HostSocket.connect(List.of(down, up), server.getLocalPort(), LONG)) {
      assertThat(client.getInetAddress()).isEqualTo(up);
    }
  }

  @Test
  void saysWhatItWasTold() throws IOException {
    int free;
    try (ServerSocket closed = new ServerSocket(0)) {
      free = closed.getLocalPort();
    }
    assertThatThrownBy(() -> HostSocket.connect("127.0.0.1", free, LONG))
        .isInstanceOf(ConnectException.class)
        .hasMessage("Connection refused");
  }

  @Test
  void aNameThatNobodyKnowsIsNamed() {
    assertThatThrownBy(() -> HostSocket.connect("no-such-host.invalid", 1, LONG))
        .isInstanceOf(UnknownHostException.class)
        .hasMessage("no-such-host.invalid: Name or service not known");
  }
}
