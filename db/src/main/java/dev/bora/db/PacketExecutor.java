// SPDX-License-Identifier: Apache-2.0
package dev.bora.db;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import org.apache.ibatis.cursor.Cursor;
import org.apache.ibatis.executor.BaseExecutor;
import org.apache.ibatis.executor.BatchResult;
import org.apache.ibatis.executor.SimpleExecutor;
import org.apache.ibatis.executor.keygen.NoKeyGenerator;
import org.apache.ibatis.executor.parameter.ParameterHandler;
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
  private final SimpleExecutor single;
  private final List<Part> waiting = new ArrayList<>();
  private @Nullable IntConsumer deferring;

  /** A packet was sent, and what it did is not known, or somebody refused it. */
  private boolean spoiled;

  PacketExecutor(Configuration configuration, Transaction transaction) {
    super(configuration, transaction);
    this.single = new SimpleExecutor(configuration, transaction);
  }

  /** A statement, and who is told how many rows it changed, or whether it found any (1, 0). */
  private record Part(
      MappedStatement statement, Object parameter, BoundSql sql, IntConsumer rows) {}

  /** What is called meanwhile is sent later; it answers nothing that counts. */
  void defer(Runnable call, IntConsumer rows) {
    deferring = rows;
    try {
      call.run();
    } finally {
      deferring = null;
    }
  }

  @Override
  public int doUpdate(MappedStatement statement, Object parameter) throws SQLException {
    IntConsumer later = deferring;
    if (later != null) {
      put(statement, parameter, statement.getBoundSql(parameter), later);
      return 0;
    }
    if (waiting.isEmpty() || !(statement.getKeyGenerator() instanceof NoKeyGenerator)) {
      send();
      return single.doUpdate(statement, parameter);
    }
    int[] answer = new int[1];
    put(statement, parameter, statement.getBoundSql(parameter), rows -> answer[0] = rows);
    send();
    return answer[0];
  }

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
    IntConsumer later = deferring;
    if (later != null) {
      put(statement, parameter, sql, later);
      return List.of();
    }
    if (waiting.isEmpty()) {
      requireWhole();
      return single.doQuery(statement, parameter, bounds, handler, sql);
    }
    put(statement, parameter, sql, _ -> {});
    List<Part> parts = take();
    try (PreparedStatement packet = execute(parts)) {
      answer(packet, parts.subList(0, parts.size() - 1));
      return configuration
          .newResultSetHandler(this, statement, bounds, parameters(parts.getLast()), handler, sql)
          .handleResultSets(packet);
    }
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

  private void put(MappedStatement statement, Object parameter, BoundSql sql, IntConsumer rows) {
    waiting.add(new Part(statement, parameter, sql, rows));
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
    String text = parts.stream().map(part -> part.sql().getSql()).collect(Collectors.joining(";"));
    PreparedStatement packet =
        getConnection(parts.getLast().statement().getStatementLog()).prepareStatement(text);
    try {
      int before = 0;
      for (Part part : parts) {
        parameters(part).setParameters(shifted(packet, before));
        before += part.sql().getParameterMappings().size();
      }
      boolean _ = packet.execute();
      return packet;
    } catch (SQLException | RuntimeException failure) {
      packet.close();
      throw failure;
    }
  }

  private ParameterHandler parameters(Part part) {
    return configuration.newParameterHandler(part.statement(), part.parameter(), part.sql());
  }

  /** Tells what the statements have answered; afterwards the answer of the next one is at hand. */
  private void answer(PreparedStatement packet, List<Part> parts) throws SQLException {
    for (Part part : parts) {
      int rows = rows(packet);
      try {
        part.rows().accept(rows);
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

  /** A statement whose parameters are those after so many others. */
  private static PreparedStatement shifted(PreparedStatement packet, int before) {
    if (before == 0) {
      return packet;
    }
    return (PreparedStatement)
        Proxy.newProxyInstance(
            PacketExecutor.class.getClassLoader(),
            new Class<?>[] {PreparedStatement.class},
            (_, method, arguments) -> {
              if (method.getName().startsWith("set") && arguments[0] instanceof Integer index) {
                arguments[0] = index + before;
              }
              try {
                return method.invoke(packet, arguments);
              } catch (InvocationTargetException failure) {
                throw failure.getCause();
              }
            });
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
