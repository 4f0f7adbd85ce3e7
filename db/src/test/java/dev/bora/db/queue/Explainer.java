// SPDX-License-Identifier: Apache-2.0
package dev.bora.db.queue;

import dev.bora.db.Database;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.ibatis.executor.SimpleExecutor;
import org.apache.ibatis.mapping.BoundSql;
import org.apache.ibatis.mapping.MappedStatement;
import org.apache.ibatis.session.Configuration;
import org.apache.ibatis.session.ResultHandler;
import org.apache.ibatis.session.RowBounds;
import org.apache.ibatis.session.SqlSession;
import org.apache.ibatis.session.defaults.DefaultSqlSession;
import org.apache.ibatis.transaction.Transaction;
import org.apache.ibatis.transaction.jdbc.JdbcTransaction;

/**
 * Asks the server how it would run a mapper's statements, with the parameters they are called with.
 * They are not run: they find nothing, and change nothing.
 */
final class Explainer extends SimpleExecutor {
  private final List<Access> accesses = new ArrayList<>();

  private Explainer(Configuration configuration, Transaction transaction) {
    super(configuration, transaction);
  }

  /**
   * How a statement comes to the rows of a table.
   *
   * @param table as the statement calls it
   * @param type ALL and index read the whole table
   * @param key the index; empty if none
   * @param rows that the server expects to read each time it comes to the table
   * @param extra what else it does
   */
  record Access(String table, String type, String key, long rows, String extra) {
    /**
     * Not a table of Bora's: ids or paths that the statement names, or what it has put together.
     */
    private boolean isOfItsOwn() {
      return table.isEmpty()
          || table.startsWith("<")
          || extra.toLowerCase(Locale.ROOT).contains("table function");
    }
  }

  /** How the server would come to the tables of a mapper's statement. */
  static <M> List<Access> explain(Database database, Class<M> mapper, Consumer<M> statement)
      throws SQLException {
    Configuration configuration = new Configuration();
    configuration.addMapper(mapper);
    try (var connection = database.dataSource().getConnection()) {
      Explainer explainer = new Explainer(configuration, new JdbcTransaction(connection));
      try (SqlSession session = new DefaultSqlSession(configuration, explainer, false)) {
        statement.accept(session.getMapper(mapper));
        session.rollback(true);
      }
      return explainer.accesses.stream().filter(access -> !access.isOfItsOwn()).toList();
    }
  }

  @Override
  public int doUpdate(MappedStatement statement, Object parameter) throws SQLException {
    explain(statement, parameter, statement.getBoundSql(parameter));
    return 0;
  }

  @Override
  public <E> List<E> doQuery(
      MappedStatement statement,
      Object parameter,
      RowBounds bounds,
      @SuppressWarnings("rawtypes") ResultHandler handler,
      BoundSql sql)
      throws SQLException {
    explain(statement, parameter, sql);
    return List.of();
  }

  private void explain(MappedStatement statement, Object parameter, BoundSql sql)
      throws SQLException {
    try (PreparedStatement explain =
        getTransaction()
            .getConnection()
            .prepareStatement("EXPLAIN FORMAT=TRADITIONAL " + sql.getSql())) {
      configuration.newParameterHandler(statement, parameter, sql).setParameters(explain);
      try (ResultSet plan = explain.executeQuery()) {
        while (plan.next()) {
          accesses.add(
              new Access(
                  text(plan, "table"),
                  text(plan, "type"),
                  text(plan, "key"),
                  plan.getLong("rows"),
                  text(plan, "Extra")));
        }
      }
    }
  }

  private static String text(ResultSet plan, String column) throws SQLException {
    return Objects.requireNonNullElse(plan.getString(column), "");
  }
}
