// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.soap;

import java.util.Objects;

/** A message that is not what it should be. Its text is for the other side to read. */
public abstract sealed class SoapException extends Exception
    permits MalformedSoapException, InvalidMessageException, SoapFaultException {

  SoapException(String explanation) {
    super(explanation);
  }

  SoapException(String explanation, Throwable cause) {
    super(explanation, cause);
  }

  /** What is wrong, for people; it holds nothing internal. */
  public String explanation() {
    return Objects.requireNonNull(getMessage());
  }
}
