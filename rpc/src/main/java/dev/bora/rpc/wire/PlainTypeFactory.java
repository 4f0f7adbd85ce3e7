// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc.wire;

import java.util.List;
import java.util.Map;
import org.apache.ws.commons.util.NamespaceContextImpl;
import org.apache.xmlrpc.common.TypeFactoryImpl;
import org.apache.xmlrpc.common.XmlRpcController;
import org.apache.xmlrpc.common.XmlRpcStreamConfig;
import org.apache.xmlrpc.parser.TypeParser;
import org.apache.xmlrpc.serializer.TypeSerializer;
import org.jspecify.annotations.Nullable;
import org.xml.sax.SAXException;

/**
 * Strings, ints, booleans, arrays and structs, and no other type whatever the configuration says.
 *
 * <p>Without a parser for {@code ex:serializable} (CVE-2016-5003) and for {@code base64}, which is
 * the only way for a fault to carry a serialised {@code faultCause} (CVE-2019-17570), no bytes of
 * the other end reach an ObjectInputStream.
 */
public final class PlainTypeFactory extends TypeFactoryImpl {

  /**
   * A factory for one end.
   *
   * @param controller the client or server that it belongs to
   */
  public PlainTypeFactory(XmlRpcController controller) {
    super(controller);
  }

  @Override
  public @Nullable TypeParser getParser(
      XmlRpcStreamConfig config, NamespaceContextImpl context, String uri, String localName) {
    if (!uri.isEmpty()) {
      return null;
    }
    return switch (localName) {
      case "int", "i4", "boolean", "string", "array", "struct" ->
          super.getParser(config, context, uri, localName);
      default -> null;
    };
  }

  @Override
  public TypeSerializer getSerializer(XmlRpcStreamConfig config, Object value) throws SAXException {
    return switch (value) {
      case String _, Integer _, Boolean _, List<?> _, Map<?, ?> _ ->
          super.getSerializer(config, value);
      case null, default -> throw new SAXException("not a type of the contract");
    };
  }
}
