// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FqansTest {

  @ParameterizedTest
  @CsvSource({
    "/vo, /vo",
    "/vo/Role=NULL/Capability=NULL, /vo",
    "/vo/Role=NULL, /vo",
    "/vo/Capability=NULL, /vo",
    "/vo/g/s/Role=admin/Capability=NULL, /vo/g/s/Role=admin",
    "/vo/Role=NULL/Capability=x, /vo/Role=NULL/Capability=x",
    "/vo/Role=NULLABLE, /vo/Role=NULLABLE",
  })
  void canonical(String fqan, String expected) {
    assertThat(Fqans.canonical(fqan)).isEqualTo(expected);
  }

  @Test
  void belongsToItsVoOnly() {
    assertThat(Fqans.belongsTo("/vo", "vo")).isTrue();
    assertThat(Fqans.belongsTo("/vo/Role=x", "vo")).isTrue();
    assertThat(Fqans.belongsTo("/void", "vo")).isFalse();
    assertThat(Fqans.belongsTo("/other/vo", "vo")).isFalse();
    assertThat(Fqans.belongsTo("vo", "vo")).isFalse();
  }
}
