// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.soap;

/** Who is to blame for a SOAP Fault (SOAP 1.1, 4.4.1). */
public enum FaultCode {
  /** Another version of SOAP. */
  VERSION_MISMATCH("VersionMismatch"),
  /** A header that must be understood, and is not. */
  MUST_UNDERSTAND("MustUnderstand"),
  /** The message itself: sent again it fails again. */
  CLIENT("Client"),
  /** The server: the message may succeed later. */
  SERVER("Server");

  private final String localName;

  FaultCode(String localName) {
    this.localName = localName;
  }

  /** The name on the wire, without its prefix. */
  public String localName() {
    return localName;
  }
}
