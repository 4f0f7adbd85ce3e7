// SPDX-License-Identifier: Apache-2.0
package dev.bora.db;

import java.sql.CallableStatement;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.apache.ibatis.type.BaseTypeHandler;
import org.apache.ibatis.type.JdbcType;
import org.jspecify.annotations.Nullable;

/** DATETIME(6) columns hold UTC, whatever the time zones of server, session and host. */
final class UtcInstantHandler extends BaseTypeHandler<Instant> {
  @Override
  public void setNonNullParameter(
      PreparedStatement statement, int index, Instant value, @Nullable JdbcType jdbcType)
      throws SQLException {
    statement.setObject(index, LocalDateTime.ofInstant(value, ZoneOffset.UTC));
  }

  @Override
  public @Nullable Instant getNullableResult(ResultSet results, String column) throws SQLException {
    return instant(results.getObject(column, LocalDateTime.class));
  }

  @Override
  public @Nullable Instant getNullableResult(ResultSet results, int column) throws SQLException {
    return instant(results.getObject(column, LocalDateTime.class));
  }

  @Override
  public @Nullable Instant getNullableResult(CallableStatement statement, int column)
      throws SQLException {
    return instant(statement.getObject(column, LocalDateTime.class));
  }

  private static @Nullable Instant instant(@Nullable LocalDateTime value) {
    return value == null ? null : value.toInstant(ZoneOffset.UTC);
  }
}
