// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc.wire;

import java.util.ArrayList;
import java.util.List;

/** A list as an array. */
record ListShape(Shape item) implements Shape {

  @Override
  public Object toWire(Object value) {
    List<Object> wire = new ArrayList<>();
    for (Object each : (List<?>) value) {
      wire.add(item.toWire(each));
    }
    return wire;
  }

  @Override
  public Object fromWire(Object wire) {
    if (!(wire instanceof Object[] items)) {
      throw new MalformedValueException("is not an array");
    }
    List<Object> values = new ArrayList<>(items.length);
    for (int index = 0; index < items.length; index++) {
      try {
        values.add(item.fromWire(items[index]));
      } catch (MalformedValueException problem) {
        throw problem.inItem(index);
      }
    }
    return List.copyOf(values);
  }
}
