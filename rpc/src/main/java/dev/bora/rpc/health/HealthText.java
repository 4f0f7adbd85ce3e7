// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc.health;

import dev.bora.rpc.health.Health.Draining;
import dev.bora.rpc.health.Health.Unwell;
import dev.bora.rpc.health.Health.Well;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The forms of an answer. */
final class HealthText {

  private HealthText() {}

  /** "ok", or a line per reason. */
  static String plain(Health health) {
    return switch (health) {
      case Well _ -> "ok\n";
      case Draining draining -> lines(draining.reasons());
      case Unwell unwell -> lines(unwell.reasons());
    };
  }

  /** What directors do about it, in a word: well, draining, last-resort or unwell. */
  static String state(Health health) {
    return switch (health) {
      case Well _ -> "well\n";
      case Draining _ -> "draining\n";
      case Unwell unwell -> unwell.lastResort() ? "last-resort\n" : "unwell\n";
    };
  }

  static String json(Health health) {
    return switch (health) {
      case Well well -> "{\"status\":\"ok\",\"details\":" + object(well.details()) + "}\n";
      case Draining draining -> json("draining", draining.reasons());
      case Unwell unwell -> json("unwell", unwell.reasons());
    };
  }

  private static String lines(List<String> reasons) {
    return reasons.stream()
        .map(reason -> reason.replaceAll("\\p{Cntrl}+", " ") + "\n")
        .collect(Collectors.joining());
  }

  private static String json(String status, List<String> reasons) {
    return reasons.stream()
        .map(HealthText::quoted)
        .collect(
            Collectors.joining(",", "{\"status\":" + quoted(status) + ",\"reasons\":[", "]}\n"));
  }

  private static String object(Map<String, String> members) {
    return members.entrySet().stream()
        .map(member -> quoted(member.getKey()) + ":" + quoted(member.getValue()))
        .collect(Collectors.joining(",", "{", "}"));
  }

  /** A JSON string (RFC 8259, section 7). */
  private static String quoted(String text) {
    StringBuilder json = new StringBuilder(text.length() + 2).append('"');
    for (int index = 0; index < text.length(); index++) {
      char character = text.charAt(index);
      if (character == '"' || character == '\\') {
        json.append('\\').append(character);
      } else if (character < ' ' || Character.isSurrogate(character)) {
        // Surrogates too: a lone one has no UTF-8.
        json.append(String.format("\\u%04x", (int) character));
      } else {
        json.append(character);
      }
    }
    return json.append('"').toString();
  }
}
