// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.types;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OperationTest {

  @Test
  void all39AreListed() {
    assertThat(Operation.values()).hasSize(39);
    assertThat(SrmRequest.class.getPermittedSubclasses()).hasSize(39);
    assertThat(SrmResponse.class.getPermittedSubclasses()).hasSize(39);
    assertThat(Operation.named("srmLs")).hasValue(Operation.LS);
    assertThat(Operation.named("srmls")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Operation.class)
  void namesAndTypesBelongTogether(Operation operation) {
    String name = operation.wsdlName().substring(3);
    assertThat(operation.requestType().getSimpleName()).isEqualTo("Srm" + name + "Request");
    assertThat(operation.responseType().getSimpleName()).isEqualTo("Srm" + name + "Response");
    assertThat(Operation.named(operation.wsdlName())).hasValue(operation);
  }

  @ParameterizedTest
  @EnumSource(Operation.class)
  void aResponseMayBeAStatusAlone(Operation operation) {
    TReturnStatus status = new TReturnStatus(TStatusCode.SRM_NOT_SUPPORTED, "not yet");

    SrmResponse response = operation.statusOnly(status);

    assertThat(response).isInstanceOf(operation.responseType());
    assertThat(response.operation()).isEqualTo(operation);
    if (response instanceof SrmPingResponse ping) {
      assertThat(ping.versionInfo()).isEqualTo("v2.2");
    } else {
      assertThat(response.returnStatus()).isEqualTo(status);
    }
  }

  @Test
  void listsAreCopied() {
    List<String> surls = new ArrayList<>(List.of("srm://h/a"));
    SrmRmRequest request = new SrmRmRequest(null, surls, null);

    surls.clear();

    assertThat(request.arrayOfSURLs()).containsExactly("srm://h/a");
  }
}
