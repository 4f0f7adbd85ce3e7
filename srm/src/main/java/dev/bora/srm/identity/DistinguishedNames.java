// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.identity;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1UniversalString;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;

/**
 * Distinguished names in the form of grid-mapfiles and .lsc files: what {@code X509_NAME_oneline}
 * of OpenSSL before 3.0 wrote, and grid middleware in Java writes. The first part of the name
 * stands first; the parts of a multi-valued one follow each other; bytes that are not printable
 * ASCII appear as {@code \xHH}. A slash inside a value is not escaped ({@code
 * /CN=host/srm.example.org}); OpenSSL 3 escapes it, which no existing grid-mapfile does.
 */
public final class DistinguishedNames {

  private static final Map<ASN1ObjectIdentifier, String> SHORT_NAMES =
      Map.ofEntries(
          Map.entry(BCStyle.C, "C"),
          Map.entry(BCStyle.ST, "ST"),
          Map.entry(BCStyle.L, "L"),
          Map.entry(BCStyle.O, "O"),
          Map.entry(BCStyle.OU, "OU"),
          Map.entry(BCStyle.CN, "CN"),
          Map.entry(BCStyle.DC, "DC"),
          Map.entry(BCStyle.UID, "UID"),
          Map.entry(BCStyle.EmailAddress, "emailAddress"),
          Map.entry(BCStyle.SERIALNUMBER, "serialNumber"),
          Map.entry(BCStyle.SURNAME, "SN"),
          Map.entry(BCStyle.GIVENNAME, "GN"),
          Map.entry(BCStyle.INITIALS, "initials"),
          Map.entry(BCStyle.GENERATION, "generationQualifier"),
          Map.entry(BCStyle.UNIQUE_IDENTIFIER, "x500UniqueIdentifier"),
          Map.entry(BCStyle.T, "title"),
          Map.entry(BCStyle.STREET, "street"),
          Map.entry(BCStyle.NAME, "name"),
          Map.entry(BCStyle.DN_QUALIFIER, "dnQualifier"),
          Map.entry(BCStyle.PSEUDONYM, "pseudonym"),
          Map.entry(BCStyle.DESCRIPTION, "description"),
          Map.entry(BCStyle.BUSINESS_CATEGORY, "businessCategory"),
          Map.entry(BCStyle.POSTAL_CODE, "postalCode"),
          Map.entry(BCStyle.POSTAL_ADDRESS, "postalAddress"),
          Map.entry(BCStyle.TELEPHONE_NUMBER, "telephoneNumber"),
          Map.entry(BCStyle.ORGANIZATION_IDENTIFIER, "organizationIdentifier"),
          Map.entry(BCStyle.UnstructuredName, "unstructuredName"),
          Map.entry(BCStyle.UnstructuredAddress, "unstructuredAddress"),
          Map.entry(BCStyle.JURISDICTION_C, "jurisdictionC"),
          Map.entry(BCStyle.JURISDICTION_ST, "jurisdictionST"),
          Map.entry(BCStyle.JURISDICTION_L, "jurisdictionL"));

  private DistinguishedNames() {}

  /** The name in slash form. */
  public static String slashForm(X500Principal name) {
    StringBuilder text = new StringBuilder();
    for (RDN part : X500Name.getInstance(name.getEncoded()).getRDNs()) {
      for (AttributeTypeAndValue attribute : part.getTypesAndValues()) {
        String shortName = SHORT_NAMES.get(attribute.getType());
        text.append('/')
            .append(shortName == null ? attribute.getType().getId() : shortName)
            .append('=');
        appendValue(text, attribute.getValue());
      }
    }
    return text.toString();
  }

  private static void appendValue(StringBuilder text, ASN1Encodable value) {
    byte[] content = content(value);
    for (int i = 0; i < content.length; i++) {
      int octet = content[i] & 0xff;
      // OpenSSL leaves out the zero bytes before each character of a four-byte string.
      if (value instanceof ASN1UniversalString && i % 4 < 3 && octet == 0) {
        continue;
      }
      if (octet < ' ' || octet > '~') {
        text.append("\\x%02X".formatted(octet));
      } else {
        text.append((char) octet);
      }
    }
  }

  /** The bytes of a DER value behind its tag and length. */
  private static byte[] content(ASN1Encodable value) {
    try {
      byte[] encoded = value.toASN1Primitive().getEncoded("DER");
      ByteArrayInputStream in = new ByteArrayInputStream(encoded);
      in.skipNBytes(1);
      int length = in.read();
      in.skipNBytes((length & 0x80) == 0 ? 0 : length & 0x7f);
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("a value read from DER cannot be written as DER", e);
    }
  }
}
