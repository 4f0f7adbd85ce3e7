// SPDX-License-Identifier: Apache-2.0
package dev.bora.lvs;

import java.util.ArrayList;
import java.util.List;

/** A text of lines and of blocks in braces, as keepalived reads it. */
final class Conf {
  private final List<String> lines = new ArrayList<>();
  private final String indent;

  Conf() {
    this("");
  }

  private Conf(String indent) {
    this.indent = indent;
  }

  /** Why the next line is there. */
  Conf why(String text) {
    return line("# " + text);
  }

  Conf line(String text) {
    lines.add(text.isEmpty() ? "" : indent + text);
    return this;
  }

  Conf blank() {
    return line("");
  }

  /** A block whose lines the writer adds. */
  Conf block(String head, Writer writer) {
    Conf inner = new Conf(indent + "    ");
    writer.write(inner);
    line(head + " {");
    lines.addAll(inner.lines);
    return line("}");
  }

  /** Lines that somebody else adds. */
  Conf with(Writer writer) {
    writer.write(this);
    return this;
  }

  /** The lines, each with its end. */
  String text() {
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }

  /** Adds lines. */
  interface Writer {
    void write(Conf conf);
  }
}
