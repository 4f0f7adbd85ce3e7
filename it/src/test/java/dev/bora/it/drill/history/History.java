// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.history;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Every call, written down before it is sent, and every answer, written down when it has come; in
 * one file that is only appended to.
 */
public final class History implements AutoCloseable {

  private final BufferedWriter file;
  private final Map<Long, Call> open = new HashMap<>();
  private List<Event> round = new ArrayList<>();
  private long number;

  private History(BufferedWriter file) {
    this.file = file;
  }

  /** Begins a history in a new file. */
  public static History in(Path file) throws IOException {
    return new History(Files.newBufferedWriter(file, StandardOpenOption.CREATE_NEW));
  }

  /** Notes a call that is about to be sent; its number and its begin are set here. */
  public synchronized Call begin(Call call) {
    Call noted =
        new Call(
            ++number,
            call.client(),
            call.server(),
            call.kind(),
            call.path(),
            call.target(),
            call.token(),
            call.content(),
            call.overwrite(),
            System.nanoTime());
    write(HistoryText.line(noted));
    open.put(noted.number(), noted);
    return noted;
  }

  /** Notes the answer to a call. */
  public synchronized Event end(Call call, Answer answer) {
    Event event = new Event(call, answer, System.nanoTime());
    write(HistoryText.line(call.number(), answer, event.end()));
    open.remove(call.number());
    round.add(event);
    return event;
  }

  /** Notes something else that happened. */
  public synchronized void note(String text) {
    write(HistoryText.note(System.nanoTime(), text));
  }

  /** The calls since this was last asked, in the order of their begin; no call may be under way. */
  public synchronized List<Event> takeRound() {
    if (!open.isEmpty()) {
      throw new IllegalStateException("without an answer: " + open.values());
    }
    List<Event> events = round;
    events.sort(Comparator.comparingLong(event -> event.call().begin()));
    round = new ArrayList<>();
    try {
      file.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return events;
  }

  private void write(String line) {
    try {
      file.write(line);
      file.newLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized void close() throws IOException {
    file.close();
  }
}
