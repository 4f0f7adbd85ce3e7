// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc.wire;

import java.util.regex.Pattern;

/** The values that are no structures. */
enum ScalarShape implements Shape {
  TEXT {
    @Override
    public Object toWire(Object value) {
      return WireText.escape((String) value);
    }

    @Override
    public Object fromWire(Object wire) {
      return WireText.unescape(text(wire, "is not a string"));
    }
  },

  /** XML-RPC has no 64 bits without extensions: decimal digits in a string. */
  LONG {
    @Override
    public Object toWire(Object value) {
      return value.toString();
    }

    @Override
    public Object fromWire(Object wire) {
      String digits = text(wire, NOT_LONG);
      if (!DECIMAL.matcher(digits).matches()) {
        throw new MalformedValueException(NOT_LONG);
      }
      try {
        return Long.valueOf(digits);
      } catch (NumberFormatException overflow) {
        throw new MalformedValueException(NOT_LONG);
      }
    }
  },

  INT {
    @Override
    public Object toWire(Object value) {
      return value;
    }

    @Override
    public Object fromWire(Object wire) {
      if (wire instanceof Integer number) {
        return number;
      }
      throw new MalformedValueException("is not an int");
    }
  },

  BOOLEAN {
    @Override
    public Object toWire(Object value) {
      return value;
    }

    @Override
    public Object fromWire(Object wire) {
      if (wire instanceof Boolean truth) {
        return truth;
      }
      throw new MalformedValueException("is not a boolean");
    }
  };

  private static final String NOT_LONG = "is not a 64-bit number in decimal digits";
  // Long.valueOf would also take a plus sign and the digits of every script.
  private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,19}");

  private static String text(Object wire, String otherwise) {
    if (wire instanceof String text) {
      return text;
    }
    throw new MalformedValueException(otherwise);
  }
}
