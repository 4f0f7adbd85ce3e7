// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.soap;

/** The namespaces of SRM v2.2 messages. */
final class Namespaces {
  static final String SRM = "http://srm.lbl.gov/StorageResourceManager";
  static final String SOAP_ENVELOPE = "http://schemas.xmlsoap.org/soap/envelope/";
  static final String SOAP_ENCODING = "http://schemas.xmlsoap.org/soap/encoding/";
  static final String XML_SCHEMA = "http://www.w3.org/2001/XMLSchema";
  static final String XML_SCHEMA_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance";

  private Namespaces() {}
}
