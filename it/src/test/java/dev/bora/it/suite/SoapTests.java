// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bora.it.deployment.Deployment;
import dev.bora.it.harness.Outcome;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Document;

/** SOAP over plain https, byte by byte: as the tool kits of clients write it, and as nobody may. */
public abstract class SoapTests extends DeployedTests {

  private static final String SRM = "http://srm.lbl.gov/StorageResourceManager";

  private static final String STATUS = "\n%{http_code} %{content_type}";

  protected SoapTests(Deployment deployment) throws Exception {
    super(deployment);
  }

  /** As gSOAP writes: everything in place, its usual prefixes, a line of its own for the prolog. */
  private static String gsoap(String operation, String members) {
    return """
    <?xml version="1.0" encoding="UTF-8"?>
    <SOAP-ENV:Envelope xmlns:SOAP-ENV="http://schemas.xmlsoap.org/soap/envelope/" \
    xmlns:SOAP-ENC="http://schemas.xmlsoap.org/soap/encoding/" \
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
    xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:ns="%1$s">\
    <SOAP-ENV:Body SOAP-ENV:encodingStyle="http://schemas.xmlsoap.org/soap/encoding/">\
    <ns:%2$s><%2$sRequest>%3$s</%2$sRequest></ns:%2$s></SOAP-ENV:Body></SOAP-ENV:Envelope>
    """
        .formatted(SRM, operation, members);
  }

  /** As Axis 1 writes: types everywhere, and the argument behind the body, by reference. */
  private static String axis(String operation, String members) {
    return """
    <?xml version="1.0" encoding="utf-8"?><soapenv:Envelope \
    xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" \
    xmlns:xsd="http://www.w3.org/2001/XMLSchema" \
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Body>\
    <ns1:%2$s soapenv:encodingStyle="http://schemas.xmlsoap.org/soap/encoding/" xmlns:ns1="%1$s">\
    <%2$sRequest href="#id0"/></ns1:%2$s>\
    <multiRef id="id0" soapenc:root="0" \
    soapenv:encodingStyle="http://schemas.xmlsoap.org/soap/encoding/" \
    xsi:type="ns2:%2$sRequest" xmlns:soapenc="http://schemas.xmlsoap.org/soap/encoding/" \
    xmlns:ns2="%1$s">%3$s</multiRef></soapenv:Body></soapenv:Envelope>\
    """
        .formatted(SRM, operation, members);
  }

  private String endpoint() {
    return "https://localhost:%d/srm/managerv2".formatted(deployment.nextPort());
  }

  private Outcome post(String message) throws IOException {
    Path file = Files.writeString(desk.resolve("message.xml"), message);
    return alice
        .curl(
            "--header",
            "Content-Type: text/xml; charset=utf-8",
            "--header",
            "SOAPAction: \"\"",
            "--data-binary",
            "@" + file,
            "--write-out",
            STATUS,
            endpoint())
        .run()
        .succeeded();
  }

  private void assertAnswered(String message, String... parts) throws IOException {
    assertThat(post(message).output())
        .contains("\n200 text/xml")
        .contains(parts)
        .doesNotContain("Fault");
  }

  @Test
  void gsoapPings() throws Exception {
    assertAnswered(gsoap("srmPing", ""), "<versionInfo>v2.2</versionInfo>");
  }

  @Test
  void axisPings() throws Exception {
    assertAnswered(
        axis("srmPing", "<authorizationID xsi:type=\"xsd:string\" xsi:nil=\"true\"/>"),
        "<versionInfo>v2.2</versionInfo>");
  }

  @Test
  void gsoapLists() throws Exception {
    Files.writeString(disk("listed & found"), "12345");
    String surl = surl("").replace("&", "&amp;");
    assertAnswered(
        gsoap(
            "srmLs",
            "<arrayOfSURLs><urlArray>%s</urlArray></arrayOfSURLs>".formatted(surl)
                + "<storageSystemInfo xsi:nil=\"true\"/>"
                + "<fullDetailedList>true</fullDetailedList><numOfLevels>1</numOfLevels>"),
        "<statusCode>SRM_SUCCESS</statusCode>",
        "<path>%s/listed &amp; found</path>".formatted(directory),
        "<size>5</size>");
  }

  @Test
  void axisLists() throws Exception {
    Files.writeString(disk("listed"), "1234567");
    assertAnswered(
        axis(
            "srmLs",
            "<authorizationID xsi:type=\"xsd:string\" xsi:nil=\"true\"/>"
                + "<arrayOfSURLs xsi:type=\"ns2:ArrayOfAnyURI\">"
                + "<urlArray xsi:type=\"xsd:anyURI\">%s</urlArray></arrayOfSURLs>"
                    .formatted(surl("listed"))
                + "<fullDetailedList xsi:type=\"xsd:boolean\">true</fullDetailedList>"
                + "<numOfLevels xsi:type=\"xsd:int\">0</numOfLevels>"
                + "<offset xsi:type=\"xsd:int\">0</offset>"
                + "<count xsi:type=\"xsd:int\" xsi:nil=\"true\"/>"),
        "<statusCode>SRM_SUCCESS</statusCode>",
        "<path>%s/listed</path>".formatted(directory),
        "<size>7</size>");
  }

  /** How a message that would be good otherwise is spoilt. */
  enum Spoilt {
    CUT_BEFORE_THE_END {
      @Override
      String of(String good, Path secret) {
        return good.substring(0, good.indexOf("</SOAP-ENV:Body>"));
      }
    },
    CUT_WITHIN_THE_LAST_TAG {
      @Override
      String of(String good, Path secret) {
        return good.stripTrailing().substring(0, good.stripTrailing().length() - 1);
      }
    },
    TAGS_CROSSED {
      @Override
      String of(String good, Path secret) {
        return good.replace(
            "</SOAP-ENV:Body></SOAP-ENV:Envelope>", "</SOAP-ENV:Envelope></SOAP-ENV:Body>");
      }
    },
    TEXT_BEHIND {
      @Override
      String of(String good, Path secret) {
        return good + "<more/>";
      }
    },
    UNDECLARED_PREFIX {
      @Override
      String of(String good, Path secret) {
        return good.replace("xmlns:ns=", "xmlns:other=");
      }
    },
    DOCTYPE {
      @Override
      String of(String good, Path secret) {
        return withProlog(good, "<!DOCTYPE x>");
      }
    },
    ENTITY_WITHIN {
      @Override
      String of(String good, Path secret) {
        return withProlog(good, "<!DOCTYPE x [<!ENTITY e \"/more\">]>")
            .replace("</SURL>", "&e;</SURL>");
      }
    },
    ENTITY_OUTSIDE {
      @Override
      String of(String good, Path secret) {
        return withProlog(good, "<!DOCTYPE x [<!ENTITY e SYSTEM \"" + secret.toUri() + "\">]>")
            .replace("</SURL>", "&e;</SURL>");
      }
    },
    NO_XML {
      @Override
      String of(String good, Path secret) {
        return "surl=" + good.replaceAll("<[^>]*>", "");
      }
    };

    abstract String of(String good, Path secret);

    private static String withProlog(String good, String declaration) {
      return good.replace("?>\n", "?>\n" + declaration);
    }
  }

  @ParameterizedTest
  @EnumSource(Spoilt.class)
  void spoiltMessagesAreFaultsAndChangeNothing(Spoilt spoilt) throws Exception {
    Path secret = Files.writeString(desk.resolve("secret"), "nobody-may-see-this");
    String made = gsoap("srmMkdir", "<SURL>%s</SURL>".formatted(surl("made")));
    assertFault(spoilt.of(made, secret));
    Files.writeString(disk("kept"), "kept");
    Files.createDirectory(disk("directory"));
    assertFault(
        spoilt.of(gsoap("srmRmdir", "<SURL>%s</SURL>".formatted(surl("directory"))), secret));
    assertFault(
        spoilt.of(
            gsoap(
                "srmRm",
                "<arrayOfSURLs><urlArray>%s</urlArray></arrayOfSURLs>".formatted(surl("kept"))),
            secret));
    try (var files = Files.list(disk(""))) {
      assertThat(files).containsExactlyInAnyOrder(disk("kept"), disk("directory"));
    }
    // what it was before it was spoilt
    assertAnswered(made, "<statusCode>SRM_SUCCESS</statusCode>");
    assertThat(disk("made")).isDirectory();
  }

  private void assertFault(String message) throws IOException {
    assertThat(post(message).output())
        .contains("\n500 text/xml", "Fault>", "<faultcode>", "<faultstring>")
        .doesNotContain("SRM_SUCCESS", "nobody-may-see-this", "Exception", "at dev.bora");
  }

  @Test
  void wsdlIsServed() throws Exception {
    Outcome got = alice.curl("--write-out", STATUS, endpoint() + "?wsdl").run().succeeded();
    assertThat(got.output()).contains("\n200 text/xml");
    String wsdl = got.output().substring(0, got.output().lastIndexOf('\n'));
    DocumentBuilderFactory parsers = DocumentBuilderFactory.newInstance();
    parsers.setNamespaceAware(true);
    Document document =
        parsers
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(wsdl.getBytes(StandardCharsets.UTF_8)));
    assertThat(document.getDocumentElement().getAttribute("targetNamespace")).isEqualTo(SRM);
    assertThat(
            document
                .getElementsByTagNameNS("http://schemas.xmlsoap.org/wsdl/soap/", "operation")
                .getLength())
        .isEqualTo(39);
  }

  @Test
  void otherGetsAreRefused() {
    assertThat(alice.curl("--write-out", STATUS, endpoint()).run().succeeded().output())
        .contains("\n405 ");
  }
}
