// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.soap;

/** A message of which not even the operation can be told: a server answers it with a Fault. */
public final class MalformedSoapException extends SoapException {
  private static final long serialVersionUID = 1L;

  private final FaultCode code;

  MalformedSoapException(FaultCode code, String explanation) {
    super(explanation);
    this.code = code;
  }

  MalformedSoapException(String explanation) {
    this(FaultCode.CLIENT, explanation);
  }

  MalformedSoapException(String explanation, Throwable cause) {
    super(explanation, cause);
    this.code = FaultCode.CLIENT;
  }

  /** The code of the Fault that answers it. */
  public FaultCode code() {
    return code;
  }
}
