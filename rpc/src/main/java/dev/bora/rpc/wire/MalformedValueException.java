// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc.wire;

/**
 * A value on the wire is not what the contract says. Its message names the member and what is wrong
 * with it, never the value: it may be shown to the other end.
 */
public final class MalformedValueException extends RuntimeException {

  private final String where;
  private final String problem;

  MalformedValueException(String problem) {
    this("", problem);
  }

  private MalformedValueException(String where, String problem) {
    super(where.isEmpty() ? "the value " + problem : where + " " + problem);
    this.where = where;
    this.problem = problem;
  }

  MalformedValueException inMember(String member) {
    return in(where.isEmpty() || where.startsWith("[") ? member + where : member + "." + where);
  }

  MalformedValueException inItem(int index) {
    String item = "[" + index + "]";
    return in(where.isEmpty() || where.startsWith("[") ? item + where : item + "." + where);
  }

  private MalformedValueException in(String outer) {
    MalformedValueException outerProblem = new MalformedValueException(outer, problem);
    outerProblem.initCause(this);
    return outerProblem;
  }
}
