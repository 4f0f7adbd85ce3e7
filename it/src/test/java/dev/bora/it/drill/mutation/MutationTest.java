// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.mutation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bora.it.harness.Checkout;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MutationTest {

  static List<Mutation> all() {
    return Mutation.all();
  }

  /** Here it is told early, and not by a drill that takes its time. */
  @ParameterizedTest
  @MethodSource("all")
  void isWrittenForTheSourceAsItIs(Mutation mutation) throws Exception {
    String source = Files.readString(Checkout.file(mutation.source()));
    for (Edit edit : mutation.edits()) {
      assertThat(edit.of(source)).isNotEqualTo(source);
    }
  }

  @Test
  void anEditWantsItsTextExactlyOnce() {
    Edit edit = new Edit("if (fenced)", "if (false)");
    assertThat(edit.of("a if (fenced) b")).isEqualTo("a if (false) b");
    assertThatThrownBy(() -> edit.of("a b")).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> edit.of("if (fenced) if (fenced)"))
        .isInstanceOf(IllegalStateException.class);
  }
}
