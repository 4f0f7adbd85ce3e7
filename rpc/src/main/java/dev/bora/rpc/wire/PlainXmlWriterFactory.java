// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc.wire;

import org.apache.ws.commons.serialize.XMLWriter;
import org.apache.ws.commons.serialize.XMLWriterImpl;
import org.apache.xmlrpc.serializer.BaseXmlWriterFactory;

/**
 * Writes characters as UTF-8. The library's own writer asks of each half of a surrogate pair
 * whether it can be encoded, and writes two character references that no XML parser accepts.
 */
public final class PlainXmlWriterFactory extends BaseXmlWriterFactory {

  @Override
  protected XMLWriter newXmlWriter() {
    return new Utf8Writer();
  }

  private static final class Utf8Writer extends XMLWriterImpl {
    @Override
    public boolean canEncode(char character) {
      // WireText has escaped what XML cannot hold.
      return true;
    }
  }
}
