// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc.client;

import dev.bora.rpc.SharedSecret;
import dev.bora.rpc.wire.WireText;
import dev.bora.rpc.wire.XmlDocuments;
import java.io.ByteArrayOutputStream;
import org.apache.xmlrpc.XmlRpcException;
import org.apache.xmlrpc.XmlRpcRequest;
import org.apache.xmlrpc.client.XmlRpcClient;
import org.apache.xmlrpc.client.XmlRpcTransport;
import org.apache.xmlrpc.common.XmlRpcStreamRequestConfig;
import org.apache.xmlrpc.parser.XmlRpcResponseParser;
import org.apache.xmlrpc.serializer.XmlRpcWriter;
import org.xml.sax.SAXException;

/**
 * Apache XML-RPC over sockets of our own. HttpURLConnection, which the library's transports use,
 * repeats a POST by itself when a connection breaks.
 */
final class CallTransport implements XmlRpcTransport {

  private final XmlRpcClient client;
  private final BackendClientConfig config;
  private final SharedSecret secret;
  private final Exchanger exchanger;

  CallTransport(
      XmlRpcClient client, BackendClientConfig config, SharedSecret secret, Exchanger exchanger) {
    this.client = client;
    this.config = config;
    this.secret = secret;
    this.exchanger = exchanger;
  }

  @Override
  public Object sendRequest(XmlRpcRequest request) throws XmlRpcException {
    CallConfig call = (CallConfig) request.getConfig();
    byte[] body = render(request, call);
    if (body.length > config.maxRequestBytes()) {
      throw new BackendRefusedException(
          "the call has " + body.length + " bytes, more than " + config.maxRequestBytes(), null);
    }
    HttpRequest post = HttpRequest.post(config, secret, body);
    return parse(call, exchanger.exchange(post, call.policy(), call.answeredBy()));
  }

  private byte[] render(XmlRpcRequest request, XmlRpcStreamRequestConfig call)
      throws XmlRpcException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    try {
      new XmlRpcWriter(
              call, client.getXmlWriterFactory().getXmlWriter(call, body), client.getTypeFactory())
          .write(request);
    } catch (SAXException problem) {
      throw new XmlRpcException("cannot write the call", problem);
    }
    return body.toByteArray();
  }

  private Object parse(XmlRpcStreamRequestConfig call, byte[] body) {
    XmlRpcResponseParser parser = new XmlRpcResponseParser(call, client.getTypeFactory());
    if (XmlDocuments.hasDoctype(body)) {
      throw new BackendProtocolException("the answer has a document type declaration", null);
    }
    Object result;
    try {
      XmlDocuments.read(body, parser);
      result = parser.isSuccess() ? parser.getResult() : null;
    } catch (SAXException | XmlRpcException | RuntimeException malformed) {
      // The library's parsers also throw ClassCastException and the like at odd documents.
      throw new BackendProtocolException("the answer is not well-formed XML-RPC", malformed);
    }
    if (!parser.isSuccess()) {
      throw fault(parser);
    }
    if (result == null) {
      throw new BackendProtocolException("the answer has no value", null);
    }
    return result;
  }

  private static BackendCallException fault(XmlRpcResponseParser parser) {
    String message = parser.getErrorMessage();
    if (message == null) {
      // Neither a result nor a whole fault.
      return new BackendProtocolException("the answer is not well-formed XML-RPC", null);
    }
    return new BackendFaultException(parser.getErrorCode(), WireText.unescape(message));
  }
}
