// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.soap;

import dev.bora.srm.types.Operation;
import dev.bora.srm.types.SrmRequest;
import dev.bora.srm.types.SrmResponse;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Turns the records of SRM v2.2 into SOAP 1.1 messages and back, for servers and clients. It has no
 * state and serves any number of threads.
 *
 * <p>Reading takes what gSOAP, Axis and ARC send: see {@link ValueReader}. Nothing but the body
 * tells the operation: SOAPAction differs from client to client.
 *
 * <p>Writing keeps to the WSDL. A string is written as it is, but that each character which XML 1.0
 * cannot hold becomes U+FFFD.
 */
public final class SoapCodec {
  private final SoapLimits limits;
  private final XmlTreeReader reader;

  public SoapCodec() {
    this(SoapLimits.DEFAULTS);
  }

  public SoapCodec(SoapLimits limits) {
    this.limits = limits;
    this.reader = new XmlTreeReader(limits);
  }

  /**
   * Reads a request.
   *
   * @param body is read to its end, unless it is too long, and not closed
   * @param charset the character set of the Content-Type header, if it has one
   * @throws IOException when the body cannot be read
   * @throws MalformedSoapException when it is no SOAP message with a known operation: the answer is
   *     {@link #writeFault(MalformedSoapException)}
   * @throws InvalidMessageException when a mandatory field is missing or a value cannot be read:
   *     the answer is {@link InvalidMessageException#response()}
   */
  public SrmRequest readRequest(InputStream body, @Nullable String charset)
      throws IOException, MalformedSoapException, InvalidMessageException {
    return readRequest(readBody(body), charset);
  }

  /**
   * The bytes of a message, to be read later: that takes several times their memory.
   *
   * @param body is read to its end, unless it is too long, and not closed
   * @throws IOException when the body cannot be read
   * @throws MalformedSoapException when it is too long
   */
  public byte[] readBody(InputStream body) throws IOException, MalformedSoapException {
    // One byte more than is allowed tells whether there is too much.
    byte[] document = body.readNBytes(limits.bodyBytes() + 1);
    if (document.length > limits.bodyBytes()) {
      throw new MalformedSoapException(
          "The message is longer than " + limits.bodyBytes() + " bytes");
    }
    return document;
  }

  /** As {@link #readRequest(InputStream, String)}, of a body that is there. */
  public SrmRequest readRequest(byte[] body, @Nullable String charset)
      throws MalformedSoapException, InvalidMessageException {
    XmlTree tree = reader.read(body, charset);
    XmlElement wrapper = null;
    Operation operation = null;
    for (XmlElement child = soapBody(tree).firstChild; child != null; child = child.nextSibling) {
      Operation named = isSrm(child) ? Operation.named(child.name).orElse(null) : null;
      if (named != null && wrapper != null) {
        throw new MalformedSoapException("The message has more than one operation");
      } else if (named != null) {
        wrapper = child;
        operation = named;
      }
    }
    if (wrapper == null || operation == null) {
      throw new MalformedSoapException("The message has no operation of SRM v2.2");
    }
    CompoundType type = Schema.of(operation.requestType());
    return operation
        .requestType()
        .cast(new ValueReader(operation, tree, limits).read(type, wrapper.child(type.xmlName())));
  }

  /**
   * Reads the answer to a request of an operation.
   *
   * @param body is read to its end, unless it is too long, and not closed
   * @param charset the character set of the Content-Type header, if it has one
   * @throws IOException when the body cannot be read
   * @throws SoapFaultException when the server answered with a Fault
   * @throws MalformedSoapException when it is no SOAP message, or answers something else
   * @throws InvalidMessageException when a mandatory field is missing or a value cannot be read
   */
  public SrmResponse readResponse(InputStream body, @Nullable String charset, Operation operation)
      throws IOException, SoapFaultException, MalformedSoapException, InvalidMessageException {
    XmlTree tree = reader.read(readBody(body), charset);
    XmlElement soapBody = soapBody(tree);
    XmlElement fault = soapBody.child("Fault");
    if (fault != null && fault.namespace.equals(Namespaces.SOAP_ENVELOPE)) {
      throw new SoapFaultException(
          textOf(fault.child("faultcode")).strip(), textOf(fault.child("faultstring")).strip());
    }
    CompoundType type = Schema.of(operation.responseType());
    XmlElement wrapper = soapBody.child(type.xmlName());
    if (wrapper == null) {
      throw new MalformedSoapException("The answer has no " + type.xmlName());
    }
    return operation
        .responseType()
        .cast(new ValueReader(operation, tree, limits).read(type, wrapper.child(type.xmlName())));
  }

  /** Writes a request, in UTF-8. */
  public byte[] writeRequest(SrmRequest request) {
    Operation operation = request.operation();
    return EnvelopeWriter.write(operation.wsdlName(), Schema.of(operation.requestType()), request);
  }

  /** Writes a response, in UTF-8. */
  public byte[] writeResponse(SrmResponse response) {
    CompoundType type = Schema.of(response.operation().responseType());
    return EnvelopeWriter.write(type.xmlName(), type, response);
  }

  /** Writes the Fault that answers a message which is malformed, in UTF-8. */
  public byte[] writeFault(MalformedSoapException reason) {
    return writeFault(reason.code(), reason.explanation());
  }

  /**
   * Writes a Fault, in UTF-8. HTTP sends it with status 500 (SOAP 1.1, 6.2).
   *
   * @param explanation for people, and nothing internal
   */
  public byte[] writeFault(FaultCode code, String explanation) {
    return EnvelopeWriter.writeFault(code, explanation);
  }

  private static XmlElement soapBody(XmlTree tree) throws MalformedSoapException {
    XmlElement envelope = tree.root();
    if (!envelope.name.equals("Envelope")) {
      throw new MalformedSoapException("The message is not a SOAP envelope");
    }
    if (!envelope.namespace.equals(Namespaces.SOAP_ENVELOPE)) {
      throw new MalformedSoapException(
          FaultCode.VERSION_MISMATCH, "The message is not a SOAP 1.1 envelope");
    }
    XmlElement header = envelope.child("Header");
    for (XmlElement entry = header == null ? null : header.firstChild;
        entry != null;
        entry = entry.nextSibling) {
      if (entry.mustUnderstand) {
        throw new MalformedSoapException(
            FaultCode.MUST_UNDERSTAND, "The message has a SOAP header that is not understood");
      }
    }
    XmlElement body = envelope.child("Body");
    if (body == null) {
      throw new MalformedSoapException("The message has no SOAP body");
    }
    return body;
  }

  private static boolean isSrm(XmlElement element) {
    return element.namespace.isEmpty() || element.namespace.equals(Namespaces.SRM);
  }

  private static String textOf(@Nullable XmlElement element) {
    return element == null ? "" : element.text;
  }
}
