// SPDX-License-Identifier: Apache-2.0
package dev.bora.db;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import org.apache.ibatis.cursor.Cursor;
import org.apache.ibatis.executor.BaseExecutor;
import org.apache.ibatis.executor.BatchResult;
import org.apache.ibatis.executor.SimpleExecutor;
import org.apache.ibatis.executor.parameter.ParameterHandler;
import org.apache.ibatis.logging.Log;
import org.apache.ibatis.mapping.BoundSql;
import org.apache.ibatis.mapping.MappedStatement;
import org.apache.ibatis.session.Configuration;
import org.apache.ibatis.session.ResultHandler;
import org.apache.ibatis.session.RowBounds;
import org.apache.ibatis.transaction.Transaction;
import org.jspecify.annotations.Nullable;

/**
 * Sends statements whose answers nobody waits for together with the next one, as one packet: on a
 * loopback a round trip costs as much as what most of them do, and between hosts many times that.
 * The server runs them in their order; when one fails, those after it are not run, and nothing more
 * is sent: what those before it would have answered is not known.
 */
final class PacketExecutor extends BaseExecutor {
  private static final AtomicLong MARKS = new AtomicLong();

  private final SimpleExecutor single;
  private final List<Part> waiting = new ArrayList<>();
  private @Nullable Deferral deferring;

  /** A packet was sent, and what it did is not known, or somebody refused it. */
  private boolean spoiled;

  /** What the server is told before the last statement is begun; 0 while there is none. */
  private long lastMark;

  private boolean lastBegun;

  PacketExecutor(Configuration configuration, Transaction transaction) {
    super(configuration, transaction);
    this.single = new SimpleExecutor(configuration, transaction);
  }

  /** A statement of a packet, and who reads what the server answers to it. */
  private record Part(Log log, String text, int parameters, Writer writer, Reader reader) {}

  /** Sets the statement's parameters. */
  private interface Writer {
    void write(PreparedStatement statement) throws SQLException;
  }

  /** Reads the answer that is at hand, and no other. */
  private interface Reader {
    void read(PreparedStatement packet) throws SQLException;
  }

  /** Who is told of what is called later. */
  private sealed interface Deferral {
    /** How many rows a statement has changed, or whether a query has found any (1, 0). */
    record Rows(IntConsumer told) implements Deferral {}

    /** What a query has found. */
    record Found(Consumer<List<Object>> told) implements Deferral {}
  }

  /** What is called meanwhile is sent later; it answers nothing that counts. */
  void defer(Runnable call, IntConsumer rows) {
    defer(call, new Deferral.Rows(rows));
  }

  /** The same for a query whose answer somebody wants once it was sent. */
  void deferQuery(Runnable query, Consumer<List<Object>> found) {
    defer(query, new Deferral.Found(found));
  }

  private void defer(Runnable call, Deferral deferral) {
    deferring = deferral;
    try {
      call.run();
    } finally {
      deferring = null;
    }
  }

  /**
   * The same for the last statement of a transaction, of which {@link #isLastBegun} can be asked:
   * the server does not tell which statement of a packet has failed, so it is left a mark.
   */
  void deferLast(Runnable call) {
    if (waiting.isEmpty()) {
      lastBegun = true;
    } else {
      lastMark = MARKS.incrementAndGet();
      String text = "SET @bora_last = " + lastMark;
      waiting.add(new Part(waiting.getLast().log(), text, 0, _ -> {}, _ -> {}));
    }
    defer(call, _ -> {});
  }

  /** Whether a transaction that waited for a lock in vain had come to its last statement. */
  boolean isLastBegun() {
    return lastBegun;
  }

  @Override
  public int doUpdate(MappedStatement statement, Object parameter) throws SQLException {
    if (deferring instanceof Deferral.Rows(IntConsumer told)) {
      put(statement, parameter, told);
      return 0;
    }
    if (waiting.isEmpty()) {
      requireWhole();
      return single.doUpdate(statement, parameter);
    }
    int[] answer = new int[1];
    put(statement, parameter, rows -> answer[0] = rows);
    send();
    return answer[0];
  }

  private void put(MappedStatement statement, Object parameter, IntConsumer told) {
    BoundSql sql = statement.getBoundSql(parameter);
    put(statement, parameter, sql, packet -> told.accept(rows(packet)));
  }

  private void put(MappedStatement statement, Object parameter, BoundSql sql, Reader reader) {
    waiting.add(
        new Part(
            statement.getStatementLog(),
            sql.getSql(),
            sql.getParameterMappings().size(),
            configuration.newParameterHandler(statement, parameter, sql)::setParameters,
            reader));
  }

  /** What MyBatis asks for, by the names it has for it. */
  private record Query(
      MappedStatement statement,
      Object parameter,
      RowBounds bounds,
      // MyBatis has it without its type
      @SuppressWarnings("rawtypes") ResultHandler handler,
      BoundSql sql) {}

  // MyBatis has it without its type
  @SuppressWarnings("rawtypes")
  @Override
  public <E> List<E> doQuery(
      MappedStatement statement,
      Object parameter,
      RowBounds bounds,
      ResultHandler handler,
      BoundSql sql)
      throws SQLException {
    Deferral later = deferring;
    if (later == null && waiting.isEmpty()) {
      requireWhole();
      return single.doQuery(statement, parameter, bounds, handler, sql);
    }
    Query query = new Query(statement, parameter, bounds, handler, sql);
    List<E> answer = new ArrayList<>();
    Reader reader =
        switch (later) {
          case null -> packet -> answer.addAll(this.<E>found(packet, query));
          case Deferral.Rows(IntConsumer told) -> packet -> told.accept(rows(packet));
          case Deferral.Found(Consumer<List<Object>> told) ->
              packet -> told.accept(this.<Object>found(packet, query));
        };
    put(statement, parameter, sql, reader);
    if (later == null) {
      send();
    }
    return answer;
  }

  private <E> List<E> found(PreparedStatement packet, Query query) throws SQLException {
    ParameterHandler parameters =
        configuration.newParameterHandler(query.statement(), query.parameter(), query.sql());
    return configuration
        .newResultSetHandler(
            this, query.statement(), query.bounds(), parameters, query.handler(), query.sql())
        .handleResultSets(PacketPart.onlyThis(packet));
  }

  @Override
  protected <E> Cursor<E> doQueryCursor(
      MappedStatement statement, Object parameter, RowBounds bounds, BoundSql sql) {
    throw new UnsupportedOperationException("no statement of Bora's has a cursor");
  }

  @Override
  public List<BatchResult> doFlushStatements(boolean isRollback) throws SQLException {
    if (isRollback) {
      waiting.clear();
    } else {
      send();
    }
    return List.of();
  }

  private List<Part> take() {
    List<Part> parts = List.copyOf(waiting);
    waiting.clear();
    return parts;
  }

  private void send() throws SQLException {
    requireWhole();
    List<Part> parts = take();
    if (!parts.isEmpty()) {
      try (PreparedStatement packet = execute(parts)) {
        answer(packet, parts);
      }
    }
  }

  private void requireWhole() {
    if (spoiled) {
      throw new IllegalStateException("indicates a bug: this transaction has failed already");
    }
  }

  private PreparedStatement execute(List<Part> parts) throws SQLException {
    requireWhole();
    spoiled = true;
    String text = parts.stream().map(Part::text).collect(Collectors.joining(";"));
    Connection connection = getConnection(parts.getLast().log());
    PreparedStatement packet = connection.prepareStatement(text);
    try {
      int before = 0;
      for (Part part : parts) {
        part.writer().write(PacketPart.shifted(packet, before));
        before += part.parameters();
      }
      boolean _ = packet.execute();
      return packet;
    } catch (SQLException | RuntimeException failure) {
      packet.close();
      if (lastMark != 0 && SqlErrors.isLockWait(failure)) {
        lastBegun = lastMark == mark(connection);
      }
      throw failure;
    }
  }

  private static long mark(Connection connection) throws SQLException {
    try (Statement question = connection.createStatement();
        ResultSet answer = question.executeQuery("SELECT @bora_last")) {
      return answer.next() ? answer.getLong(1) : 0;
    }
  }

  /** Tells what the statements have answered. */
  private void answer(PreparedStatement packet, List<Part> parts) throws SQLException {
    for (Part part : parts) {
      try {
        part.reader().read(packet);
      } catch (RuntimeException refusal) {
        throw new RefusedException(refusal);
      }
      boolean _ = packet.getMoreResults();
    }
    spoiled = false;
  }

  private static int rows(PreparedStatement packet) throws SQLException {
    try (@Nullable ResultSet results = packet.getResultSet()) {
      return results == null ? packet.getUpdateCount() : results.next() ? 1 : 0;
    }
  }

  /** What somebody threw who was told of rows: MyBatis wraps all exceptions. */
  private static final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final RuntimeException refusal;

    RefusedException(RuntimeException refusal) {
      super(refusal);
      this.refusal = refusal;
    }
  }

  /** As it was thrown, if it was by somebody who was told of rows. */
  static RuntimeException unwrapped(RuntimeException exception) {
    for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
      if (cause instanceof RefusedException refused) {
        return refused.refusal;
      }
    }
    return exception;
  }
}
