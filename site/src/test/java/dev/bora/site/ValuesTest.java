// SPDX-License-Identifier: Apache-2.0
package dev.bora.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.bora.site.binding.DurationText;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Durations, sizes, endpoints and principals as people write them. */
final class ValuesTest {
  @ParameterizedTest
  @CsvSource({
    "500ms, PT0.5S, 500ms",
    "2s, PT2S, 2s",
    "90s, PT90S, 90s",
    "10m, PT10M, 10m",
    "240m, PT4H, 4h",
    "7d, PT168H, 7d",
    "0s, PT0S, 0s"
  })
  void readsAndWritesDurations(String text, Duration duration, String written) {
    assertThat(DurationText.parse(text)).isEqualTo(duration);
    assertThat(DurationText.format(duration)).isEqualTo(written);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "5 s", "-5s", "1.5s", "1h30m", "5S", "s", "9999999999999d"})
  void refusesOtherDurations(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> DurationText.parse(text));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 0B",
    "500GB, 500000000000, 500GB",
    "2TiB, 2199023255552, 2TiB",
    "1024, 1024, 1KiB",
    "1000kB, 1000000, 1MB",
    "9223372036854775807B, 9223372036854775807, 9223372036854775807B"
  })
  void readsAndWritesSizes(String text, long bytes, String written) {
    assertThat(ByteSize.parse(text).bytes()).isEqualTo(bytes);
    assertThat(new ByteSize(bytes)).hasToString(written);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "GB", "1.5TB", "-1", "5 GB", "5gb", "5KB", "9223372036854775808", "9000PiB"})
  void refusesOtherSizes(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> ByteSize.parse(text));
  }

  @ParameterizedTest
  @CsvSource({"a.example.org:1, a.example.org, 1", "'[2001:db8::1]:65535', 2001:db8::1, 65535"})
  void readsAndWritesEndpoints(String text, String host, int port) {
    assertThat(HostPort.parse(text)).isEqualTo(new HostPort(host, port)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "a:0",
        "a:65536",
        "a:b",
        ":1",
        "2001:db8::1:80",
        "[a]:1",
        "a b:1",
        "a/b:1",
        "-a:1",
        "u@a:1"
      })
  void refusesOtherEndpoints(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> HostPort.parse(text));
  }

  @ParameterizedTest
  @CsvSource({"192.0.2.1, 192.0.2.1", "2001:DB8:0:0::1, 2001:db8::1", "::, ::", "fe80::1, fe80::1"})
  void readsAndWritesAddresses(String text, String written) {
    assertThat(IpAddress.parse(text)).hasToString(written);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "192.0.2",
        "192.0.2.256",
        "a.example.org",
        "[::1]",
        "fe80::1%eth0",
        "1",
        "::g"
      })
  void refusesOtherAddresses(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> IpAddress.parse(text));
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.0/24, 192.0.2.255, true",
    "192.0.2.0/24, 192.0.3.0, false",
    "192.0.2.128/25, 192.0.2.127, false",
    "10.1.2.3/32, 10.1.2.3, true",
    "128.0.0.0/1, 255.255.255.255, true",
    "128.0.0.0/1, 127.255.255.255, false",
    "2001:db8::/64, 2001:db8::ffff:1, true",
    "2001:db8::/64, 2001:db8:0:1::1, false",
    "2001:db8::/64, 192.0.2.1, false"
  })
  void tellsWhichAddressesAreInASubnet(String subnet, String address, boolean in) {
    assertThat(Subnet.parse(subnet)).hasToString(subnet);
    assertThat(Subnet.parse(subnet).contains(IpAddress.parse(address))).isEqualTo(in);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "192.0.2.0",
        "192.0.2.0/",
        "192.0.2.1/24",
        "192.0.2.0/33",
        "0.0.0.0/0",
        "192.0.2.0/-1",
        "192.0.2.0/24/24",
        "2001:db8::1/64",
        "2001:db8::/129",
        "/24"
      })
  void refusesOtherSubnets(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Subnet.parse(text));
  }

  @Test
  void tellsDnsFromFqans() {
    assertThat(Principal.parse("/C=IT/O=INFN/CN=host/a.example.org"))
        .isEqualTo(new Principal.Dn("/C=IT/O=INFN/CN=host/a.example.org"));
    assertThat(Principal.parse("/testvo/Role=NULL/Capability=NULL"))
        .isEqualTo(new Principal.Fqan("/testvo"));
    assertThat(Principal.parse("/testvo/sub/Role=a"))
        .isEqualTo(new Principal.Fqan("/testvo/sub/Role=a"));
    assertThat(new Principal.Dn("/CN=a/Email=a@b/USERID=c"))
        .isEqualTo(new Principal.Dn("/CN=a/emailAddress=a@b/UID=c"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "CN=Ada,O=x", "testvo", "/", "/a b/c", "/testvo/*"})
  void refusesOtherPrincipals(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Principal.parse(text));
  }
}
