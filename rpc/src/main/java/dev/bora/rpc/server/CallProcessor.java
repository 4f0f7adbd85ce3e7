// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc.server;

import dev.bora.rpc.contract.AskAgainException;
import dev.bora.rpc.contract.FaultCode;
import dev.bora.rpc.wire.PlainTypeFactory;
import dev.bora.rpc.wire.PlainXmlWriterFactory;
import dev.bora.rpc.wire.WireFault;
import dev.bora.rpc.wire.XmlDocuments;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.apache.xmlrpc.XmlRpcException;
import org.apache.xmlrpc.XmlRpcRequest;
import org.apache.xmlrpc.XmlRpcRequestConfig;
import org.apache.xmlrpc.common.ServerStreamConnection;
import org.apache.xmlrpc.common.XmlRpcHttpRequestConfigImpl;
import org.apache.xmlrpc.common.XmlRpcStreamRequestConfig;
import org.apache.xmlrpc.parser.XmlRpcRequestParser;
import org.apache.xmlrpc.server.XmlRpcStreamServer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xml.sax.SAXException;

/** Apache XML-RPC from bytes to bytes, without extensions, exceptions, or a parser of its own. */
final class CallProcessor extends XmlRpcStreamServer {

  private static final Logger log = LoggerFactory.getLogger(CallProcessor.class);

  CallProcessor(Dispatcher dispatcher) {
    setTypeFactory(new PlainTypeFactory(this));
    setXMLWriterFactory(new PlainXmlWriterFactory());
    setHandlerMapping(dispatcher);
  }

  /**
   * Runs the call in a body, and gives the XML of its answer or fault.
   *
   * @throws AskAgainException if it may have begun and could not be ended
   */
  byte[] process(byte[] body) throws XmlRpcException {
    XmlRpcHttpRequestConfigImpl config = new XmlRpcHttpRequestConfigImpl();
    config.setEnabledForExtensions(false);
    config.setEnabledForExceptions(false);
    config.setEncoding("UTF-8");
    MemoryConnection connection = new MemoryConnection(body);
    execute(config, connection);
    return connection.reply.toByteArray();
  }

  @Override
  protected XmlRpcRequest getRequest(XmlRpcStreamRequestConfig config, InputStream stream)
      throws XmlRpcException {
    XmlRpcRequestParser parser = new XmlRpcRequestParser(config, getTypeFactory());
    try {
      XmlDocuments.read(stream.readAllBytes(), parser);
    } catch (SAXException | IOException | RuntimeException malformed) {
      // The library's parsers also throw ClassCastException and the like at odd documents.
      log.debug("not a well-formed call", malformed);
      throw new WireFault(FaultCode.BAD_CALL, "not a well-formed XML-RPC call");
    }
    List<?> parameters = parser.getParams();
    return new ParsedCall(
        config, parser.getMethodName(), parameters == null ? List.of() : parameters);
  }

  @Override
  protected Throwable convertThrowable(Throwable problem) {
    if (problem instanceof AskAgainException again) {
      // No answer of XML-RPC: the transport asks again.
      throw again;
    }
    return problem instanceof WireFault
        ? problem
        : new WireFault(FaultCode.INTERNAL, "internal error");
  }

  @Override
  protected void logError(Throwable problem) {
    switch (problem) {
      case AskAgainException _ -> {}
      case WireFault fault -> log.debug("fault {}: {}", fault.code, fault.getMessage());
      default -> log.error("a call broke", problem);
    }
  }

  private record ParsedCall(XmlRpcRequestConfig config, @Nullable String method, List<?> parameters)
      implements XmlRpcRequest {

    @Override
    public XmlRpcRequestConfig getConfig() {
      return config;
    }

    @Override
    public @Nullable String getMethodName() {
      return method;
    }

    @Override
    public int getParameterCount() {
      return parameters.size();
    }

    @Override
    public @Nullable Object getParameter(int index) {
      return parameters.get(index);
    }
  }

  private static final class MemoryConnection implements ServerStreamConnection {

    private final byte[] body;
    private final ByteArrayOutputStream reply = new ByteArrayOutputStream();

    MemoryConnection(byte[] body) {
      this.body = body;
    }

    @Override
    public InputStream newInputStream() {
      return new ByteArrayInputStream(body);
    }

    @Override
    public OutputStream newOutputStream() {
      return reply;
    }

    @Override
    public void close() {
      // Memory needs no closing.
    }
  }
}
