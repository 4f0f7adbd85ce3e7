// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.history;

import dev.bora.it.drill.history.Seen.What;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Calls and answers as lines, tabs between their parts: {@code >} a call before it was sent, {@code
 * <} its answer, {@code !} what else happened.
 */
public final class HistoryText {

  private static final String CALL = ">";
  private static final String ANSWER = "<";
  private static final String BETWEEN = "|";

  private HistoryText() {}

  /** A call. */
  public static String line(Call call) {
    return join(
        CALL,
        call.number(),
        call.begin(),
        call.client(),
        call.server(),
        call.kind(),
        call.path(),
        call.target(),
        call.token(),
        call.content(),
        call.overwrite());
  }

  /** The answer to a call. */
  public static String line(long number, Answer answer, long end) {
    return join(
        ANSWER,
        number,
        end,
        answer.outcome(),
        answer.status(),
        answer.explanation(),
        answer.token(),
        answer.seen().stream().map(HistoryText::line).collect(Collectors.joining(BETWEEN)));
  }

  /** What was seen. */
  public static String line(Seen seen) {
    return seen.what() + " " + seen.content() + " " + seen.path();
  }

  static String note(long at, String text) {
    return join("!", at, text);
  }

  private static String join(Object... parts) {
    return Arrays.stream(parts)
        .map(part -> part.toString().replaceAll("[\\t\\n\\r]", " "))
        .collect(Collectors.joining("\t"));
  }

  /** The calls that have an answer, in the order of their begin. */
  public static List<Event> events(List<String> lines) {
    Map<Long, Call> open = new HashMap<>();
    List<Event> events = new ArrayList<>();
    for (String line : lines) {
      String[] part = line.split("\t", -1);
      if (part[0].equals(CALL)) {
        Call call = call(part);
        open.put(call.number(), call);
      } else if (part[0].equals(ANSWER)) {
        Call call = open.remove(Long.parseLong(part[1]));
        if (call == null) {
          throw new IllegalArgumentException("an answer without its call: " + line);
        }
        events.add(new Event(call, answer(part), Long.parseLong(part[2])));
      }
    }
    events.sort(Comparator.comparingLong(event -> event.call().begin()));
    return events;
  }

  private static Call call(String[] part) {
    return new Call(
        Long.parseLong(part[1]),
        Integer.parseInt(part[3]),
        part[4],
        Kind.valueOf(part[5]),
        part[6],
        part[7],
        part[8],
        Integer.parseInt(part[9]),
        Boolean.parseBoolean(part[10]),
        Long.parseLong(part[2]));
  }

  private static Answer answer(String[] part) {
    List<Seen> seen =
        part[7].isEmpty()
            ? List.of()
            : Arrays.stream(part[7].split("\\|", -1)).map(HistoryText::seen).toList();
    return new Answer(Answer.Outcome.valueOf(part[3]), part[4], part[5], part[6], seen);
  }

  /** What a line says that was seen. */
  public static Seen seen(String line) {
    String[] part = line.split(" ", 3);
    return new Seen(part[2], What.valueOf(part[0]), Integer.parseInt(part[1]));
  }
}
