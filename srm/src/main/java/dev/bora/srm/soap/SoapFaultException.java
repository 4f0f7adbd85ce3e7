// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.soap;

/** The server answered with a SOAP Fault. */
public final class SoapFaultException extends SoapException {
  private static final long serialVersionUID = 1L;

  private final String faultCode;

  SoapFaultException(String faultCode, String faultString) {
    super(faultString);
    this.faultCode = faultCode;
  }

  /** The code as the server wrote it, such as {@code soapenv:Client}; empty when it gave none. */
  public String faultCode() {
    return faultCode;
  }
}
