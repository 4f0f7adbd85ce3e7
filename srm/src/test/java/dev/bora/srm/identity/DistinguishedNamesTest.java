// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.DERBMPString;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERT61String;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.DERUniversalString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The expected texts were written by OpenSSL 3.0.19 for the same names. */
class DistinguishedNamesTest {

  private static String slash(X500Name name) throws Exception {
    return DistinguishedNames.slashForm(new X500Principal(name.getEncoded()));
  }

  private static String commonName(ASN1Encodable value) throws Exception {
    return slash(new X500NameBuilder().addRDN(BCStyle.CN, value).build());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CN=Alice Adams, OU=People, DC=testgrid, DC=example | /DC=example/DC=testgrid/OU=People/CN=Alice Adams",
        "CN=host/srm.example.org, O=Grid, C=IT | /C=IT/O=Grid/CN=host/srm.example.org",
        "CN=a\\, b\\+c\\=d\\\"e\\\\f, O=x | /O=x/CN=a, b+c=d\"e\\f",
        "1.2.3.4.5=#0c0178, CN=x | /CN=x/1.2.3.4.5=x",
        "UID=aadams, CN=Alice | /CN=Alice/UID=aadams",
      })
  void asOpensslWritesIt(String rfc2253, String expected) {
    assertThat(DistinguishedNames.slashForm(new X500Principal(rfc2253.strip())).strip())
        .isEqualTo(expected);
  }

  @Test
  void partsOfMultiValuedNamesFollowEachOther() throws Exception {
    X500Name name =
        new X500NameBuilder()
            .addRDN(BCStyle.O, "Grid")
            .addMultiValuedRDN(
                new org.bouncycastle.asn1.ASN1ObjectIdentifier[] {BCStyle.CN, BCStyle.UID},
                new String[] {"Alice", "alice"})
            .addRDN(BCStyle.EmailAddress, "alice@example.org")
            .build();
    assertThat(slash(name)).isEqualTo("/O=Grid/CN=Alice/UID=alice/emailAddress=alice@example.org");
  }

  @Test
  void whatIsNotAsciiIsEscapedByteByByte() throws Exception {
    assertThat(commonName(new DERUTF8String("Zoë"))).isEqualTo("/CN=Zo\\xC3\\xAB");
    assertThat(commonName(new DERT61String("Zo\u00eb"))).isEqualTo("/CN=Zo\\xEB");
    assertThat(commonName(new DERBMPString("Zoë"))).isEqualTo("/CN=\\x00Z\\x00o\\x00\\xEB");
    assertThat(commonName(new DERUTF8String("a\nb\tc\u007f"))).isEqualTo("/CN=a\\x0Ab\\x09c\\x7F");
    assertThat(commonName(new DERUniversalString(HexFormat.of().parseHex("0000005a0000006f"))))
        .isEqualTo("/CN=Zo");
    assertThat(commonName(new DERPrintableString(""))).isEqualTo("/CN=");
  }

  @Test
  void longValues() throws Exception {
    String value = "x".repeat(300);
    assertThat(commonName(new DERUTF8String(value))).isEqualTo("/CN=" + value);
  }
}
