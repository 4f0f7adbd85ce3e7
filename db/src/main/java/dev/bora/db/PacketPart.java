// SPDX-License-Identifier: Apache-2.0
package dev.bora.db;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.PreparedStatement;

/**
 * A packet of statements as one of its statements sees it, which sets its parameters and reads its
 * answer.
 */
final class PacketPart {
  private PacketPart() {}

  /** One whose parameters are those after so many others. */
  static PreparedStatement shifted(PreparedStatement packet, int before) {
    return before == 0
        ? packet
        : proxy((method, arguments) -> {
          if (method.getName().startsWith("set") && arguments[0] instanceof Integer index) {
            arguments[0] = index + before;
          }
          return method.invoke(packet, arguments);
        });
  }

  /** One with no answer after the one that is at hand: MyBatis would look for more. */
  static PreparedStatement onlyThis(PreparedStatement packet) {
    return proxy((method, arguments) ->
        switch (method.getName()) {
          case "getMoreResults" -> false;
          case "getUpdateCount" -> -1;
          default -> method.invoke(packet, arguments);
        });
  }

  private interface Call {
    Object invoke(Method method, Object[] arguments) throws ReflectiveOperationException;
  }

  private static PreparedStatement proxy(Call call) {
    return (PreparedStatement)
        Proxy.newProxyInstance(
            PacketPart.class.getClassLoader(),
            new Class<?>[] {PreparedStatement.class},
            (_, method, arguments) -> {
              try {
                return call.invoke(method, arguments);
              } catch (InvocationTargetException failure) {
                throw failure.getCause();
              }
            });
  }
}
