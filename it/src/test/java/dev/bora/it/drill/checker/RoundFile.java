// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.checker;

import dev.bora.it.drill.checker.Round.RequestEnd;
import dev.bora.it.drill.history.Event;
import dev.bora.it.drill.history.HistoryText;
import dev.bora.it.drill.history.Seen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A round in a file, so that it can be checked again: a history with what was there around it. */
public final class RoundFile {

  private static final String BEFORE = "before\t";
  private static final String AFTER = "after\t";
  private static final String REQUEST = "request\t";
  private static final String ENDED = "ended\t";

  private RoundFile() {}

  /** Writes it. */
  public static void write(Round round, Path file) throws IOException {
    List<String> lines = new ArrayList<>();
    round.before().seen().forEach(seen -> lines.add(BEFORE + HistoryText.line(seen)));
    for (Event event : round.events()) {
      lines.add(HistoryText.line(event.call()));
      lines.add(HistoryText.line(event.call().number(), event.answer(), event.end()));
    }
    round
        .requests()
        .forEach((token, end) ->
            lines.add(
                REQUEST + String.join("\t", token, end.path(), end.state(), end.explanation())));
    round.after().forEach(seen -> lines.add(AFTER + HistoryText.line(seen)));
    lines.add(ENDED + round.ended());
    Files.write(file, lines);
  }

  /** Reads it. */
  public static Round read(Path file) throws IOException {
    List<Seen> before = new ArrayList<>();
    List<Seen> after = new ArrayList<>();
    Map<String, RequestEnd> requests = new HashMap<>();
    List<String> history = new ArrayList<>();
    long ended = 0;
    for (String line : Files.readAllLines(file)) {
      if (line.startsWith(BEFORE)) {
        before.add(HistoryText.seen(line.substring(BEFORE.length())));
      } else if (line.startsWith(AFTER)) {
        after.add(HistoryText.seen(line.substring(AFTER.length())));
      } else if (line.startsWith(REQUEST)) {
        String[] part = line.split("\t", -1);
        requests.put(part[1], new RequestEnd(part[2], part[3], part[4]));
      } else if (line.startsWith(ENDED)) {
        ended = Long.parseLong(line.substring(ENDED.length()));
      } else {
        history.add(line);
      }
    }
    return new Round(Tree.of(before), HistoryText.events(history), after, requests, ended);
  }
}
