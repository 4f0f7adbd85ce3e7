// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.soap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bora.srm.types.Operation;
import dev.bora.srm.types.SrmMkdirRequest;
import dev.bora.srm.types.SrmPingRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages that mean harm, or are none: each is refused, quickly, and with nothing internal. */
class HostileMessagesTest {
  private static final String MKDIR = Messages.request("srmMkdir", "<SURL>srm://h/ä</SURL>");

  private final SoapCodec codec = new SoapCodec();

  private MalformedSoapException refused(String message) {
    return refused(message.getBytes(StandardCharsets.UTF_8), null);
  }

  private MalformedSoapException refused(byte[] message, String charset) {
    MalformedSoapException thrown =
        catchThrowableOfType(
            MalformedSoapException.class,
            () -> codec.readRequest(new ByteArrayInputStream(message), charset));
    assertThat(thrown).isNotNull();
    assertThat(new String(codec.writeFault(thrown), StandardCharsets.UTF_8))
        .doesNotContain("Exception", "com.ctc", "dev.bora", "java");
    return thrown;
  }

  @Test
  void aDocumentTypeIsRefused() {
    assertThat(refused("<!DOCTYPE a>" + MKDIR).explanation())
        .isEqualTo("A SOAP message has no document type (DOCTYPE)");
  }

  @Test
  void anExternalEntityIsNotRead(@TempDir Path directory) throws Exception {
    Path secret = Files.writeString(directory.resolve("secret"), "secret");
    String message =
        "<!DOCTYPE a [<!ENTITY e SYSTEM '%s'>]>".formatted(secret.toUri())
            + Messages.request("srmMkdir", "<SURL>&e;</SURL>");

    assertThat(refused(message).explanation()).doesNotContain("secret");
  }

  @Test
  void entitiesAreRefused() {
    StringBuilder laughs = new StringBuilder("<!DOCTYPE a [<!ENTITY l0 'ha'>");
    for (int i = 1; i < 30; i++) {
      laughs.append("<!ENTITY l%d '&l%d;&l%d;'>".formatted(i, i - 1, i - 1));
    }
    laughs.append("]>").append(Messages.request("srmMkdir", "<SURL>&l29;</SURL>"));

    refused(laughs.toString());
    refused(Messages.request("srmMkdir", "<SURL>&undeclared;</SURL>"));
    refused(Messages.request("srmMkdir", "<SURL a='&undeclared;'>x</SURL>"));
  }

  @Test
  void hrefsDoNotMultiply() {
    // Each level names the next one twice: 2^40 items, were they all made.
    StringBuilder body =
        new StringBuilder("<n:srmLsResponse><srmLsResponse><returnStatus><statusCode>SRM_SUCCESS")
            .append("</statusCode></returnStatus><details href='#a0'/></srmLsResponse>")
            .append("</n:srmLsResponse>");
    for (int i = 0; i < 20; i++) {
      body.append(
          ("<multiRef id='a%1$d'><pathDetailArray href='#d%1$d'/><pathDetailArray href='#d%1$d'/>"
                  + "</multiRef><multiRef id='d%1$d'><path>p</path><arrayOfSubPaths href='#a%2$d'/>"
                  + "</multiRef>")
              .formatted(i, i + 1));
    }
    body.append("<multiRef id='a20'/>");

    InvalidMessageException thrown =
        Assertions.assertTimeoutPreemptively(
            Duration.ofSeconds(20), () -> invalidLsResponse(Messages.envelope(body.toString())));
    assertThat(thrown.explanation()).isEqualTo("The message has more than 1000000 elements");
  }

  @Test
  void hrefsDoNotRunInCircles() {
    String start = "<n:srmMkdir><srmMkdirRequest><SURL href='#a'/></srmMkdirRequest></n:srmMkdir>";
    String circle = start + "<m id='a' href='#b'/><m id='b' href='#a'/>";
    assertThatExceptionOfType(InvalidMessageException.class)
        .isThrownBy(() -> codec.readRequest(Messages.utf8(Messages.envelope(circle)), null));

    String inItself =
        "<n:srmLsResponse><srmLsResponse><returnStatus><statusCode>SRM_SUCCESS</statusCode>"
            + "</returnStatus><details href='#a'/></srmLsResponse></n:srmLsResponse>"
            + "<m id='a'><pathDetailArray><path>p</path><arrayOfSubPaths href='#a'/>"
            + "</pathDetailArray></m>";
    assertThat(invalidLsResponse(Messages.envelope(inItself)).explanation())
        .isEqualTo("The message nests more than 256 elements");
  }

  private InvalidMessageException invalidLsResponse(String message) {
    return catchThrowableOfType(
        InvalidMessageException.class,
        () -> codec.readResponse(Messages.utf8(message), null, Operation.LS));
  }

  @Test
  void idsAreUnique() {
    assertThat(refused(Messages.envelope("<n:srmPing/><m id='a'/><m id='a'/>")).explanation())
        .isEqualTo("Two elements have the same id");
  }

  @Test
  void nestingHasALimit() {
    String deep = "<a>".repeat(100_000) + "</a>".repeat(100_000);

    assertThat(refused(Messages.envelope(deep)).explanation())
        .isEqualTo("The message nests more than 256 elements");
  }

  @Test
  void elementsHaveALimit() {
    assertThat(refused(Messages.request("srmRm", "<a/>".repeat(1_000_001))).explanation())
        .isEqualTo("The message has more than 1000000 elements");
  }

  @Test
  void attributesHaveALimit() {
    StringBuilder many = new StringBuilder("<a");
    for (int i = 0; i < 1000; i++) {
      many.append(" a").append(i).append("=''");
    }
    refused(Messages.request("srmMkdir", many + "/>"));
    refused(Messages.request("srmMkdir", "<a b='" + "x".repeat(100_000) + "'/>"));
  }

  @Test
  void valuesHaveALimit() {
    String value = "<SURL>" + "a<!-- -->".repeat(65_537) + "</SURL>";

    assertThat(refused(Messages.request("srmMkdir", value)).explanation())
        .isEqualTo("A value is longer than 65536 characters");
  }

  @Test
  void aBodyIsNotReadBeyondItsLimit() {
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return ' ';
          }

          @Override
          public int read(byte[] bytes, int offset, int length) {
            Arrays.fill(bytes, offset, offset + length, (byte) ' ');
            return length;
          }
        };

    assertThatExceptionOfType(MalformedSoapException.class)
        .isThrownBy(() -> codec.readRequest(endless, null))
        .withMessage("The message is longer than 16777216 bytes");
  }

  @Test
  void everyTruncationIsRefused() {
    byte[] whole = MKDIR.getBytes(StandardCharsets.UTF_8);
    for (int length = 0; length < whole.length; length++) {
      refused(Arrays.copyOf(whole, length), null);
    }
  }

  @Test
  void garbageIsRefused() {
    Random random = new Random(1);
    byte[] whole = MKDIR.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < 5000; i++) {
      byte[] damaged = whole.clone();
      for (int j = random.nextInt(4); j >= 0; j--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      try {
        codec.readRequest(new ByteArrayInputStream(damaged), null);
      } catch (SoapException e) {
        assertThat(e.explanation()).isNotBlank();
      } catch (IOException e) {
        throw new AssertionError("damage is not a failure to read", e);
      }
    }
  }

  @Test
  void aConnectionThatBreaksIsNoFault() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("Connection reset");
          }

          @Override
          public int read(byte[] bytes, int offset, int length) throws IOException {
            return read();
          }
        };

    assertThatThrownBy(() -> codec.readRequest(broken, null))
        .isInstanceOf(IOException.class)
        .hasMessage("Connection reset");
  }

  @ParameterizedTest
  @CsvSource({"UTF-8", "ISO-8859-1", "UTF-16", "UTF-16LE", "windows-1252"})
  void theCharacterSetOfTheHeaderCounts(String charset) throws Exception {
    byte[] message = MKDIR.getBytes(Charset.forName(charset));

    assertThat(codec.readRequest(new ByteArrayInputStream(message), charset))
        .isEqualTo(new SrmMkdirRequest(null, "srm://h/ä", null));
  }

  @Test
  void withoutAHeaderTheXmlDeclarationCounts() throws Exception {
    String declared = "<?xml version='1.0' encoding='ISO-8859-1'?>" + MKDIR;

    assertThat(
            codec.readRequest(
                new ByteArrayInputStream(declared.getBytes(StandardCharsets.ISO_8859_1)), null))
        .isEqualTo(new SrmMkdirRequest(null, "srm://h/ä", null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
  void aByteOrderMarkCountsBeforeAll(String charset) throws Exception {
    byte[] message = ("\ufeff" + MKDIR).getBytes(Charset.forName(charset));

    for (String header : new String[] {null, charset, "ISO-8859-1"}) {
      assertThat(codec.readRequest(new ByteArrayInputStream(message), header))
          .isEqualTo(new SrmMkdirRequest(null, "srm://h/ä", null));
    }
  }

  @Test
  void theWrongCharacterSetIsRefused() {
    for (String charset : new String[] {null, "utf-8", "UTF-16BE"}) {
      assertThat(refused(MKDIR.getBytes(StandardCharsets.ISO_8859_1), charset).explanation())
          .startsWith("The message ");
    }
    assertThat(refused(MKDIR.getBytes(StandardCharsets.ISO_8859_1), "utf-8").explanation())
        .isEqualTo("The message has bytes that its character set does not have");
    assertThat(refused(MKDIR.getBytes(StandardCharsets.UTF_8), "us-ascii").explanation())
        .isEqualTo("The message has bytes that its character set does not have");
    refused(MKDIR.getBytes(StandardCharsets.UTF_8), "UTF-16BE");
    assertThat(refused(MKDIR.getBytes(StandardCharsets.UTF_8), "klingon").explanation())
        .isEqualTo("The character set of the message is not known");
    assertThat(refused(MKDIR.getBytes(StandardCharsets.UTF_8), "\"").explanation())
        .isEqualTo("The character set of the message is not known");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<a/>|CLIENT|The message is not a SOAP envelope",
        "<Envelope/>|VERSION_MISMATCH|The message is not a SOAP 1.1 envelope",
        "<Envelope xmlns='http://www.w3.org/2003/05/soap-envelope'/>|VERSION_MISMATCH|The message is not a SOAP 1.1 envelope",
        "<Envelope xmlns='http://schemas.xmlsoap.org/soap/envelope/'/>|CLIENT|The message has no SOAP body",
        "<e:Envelope xmlns:e='http://schemas.xmlsoap.org/soap/envelope/'><e:Header><a e:mustUnderstand='1'/></e:Header><e:Body/></e:Envelope>|MUST_UNDERSTAND|The message has a SOAP header that is not understood",
        "<e:Envelope xmlns:e='http://schemas.xmlsoap.org/soap/envelope/'><e:Body/></e:Envelope>|CLIENT|The message has no operation of SRM v2.2",
        "<e:Envelope xmlns:e='http://schemas.xmlsoap.org/soap/envelope/'><e:Body><srmFly/></e:Body></e:Envelope>|CLIENT|The message has no operation of SRM v2.2",
        "<e:Envelope xmlns:e='http://schemas.xmlsoap.org/soap/envelope/'><e:Body><srmPing xmlns='urn:other'/></e:Body></e:Envelope>|CLIENT|The message has no operation of SRM v2.2",
        "<e:Envelope xmlns:e='http://schemas.xmlsoap.org/soap/envelope/'><e:Body><srmPing/><srmPing/></e:Body></e:Envelope>|CLIENT|The message has more than one operation",
      })
  void whatIsNoRequestIsRefused(String message, FaultCode code, String explanation) {
    MalformedSoapException thrown = refused(message);

    assertThat(thrown.code()).isEqualTo(code);
    assertThat(thrown.explanation()).isEqualTo(explanation);
  }

  @Test
  void anAnswerToSomethingElseIsRefused() {
    byte[] ping = codec.writeRequest(new SrmPingRequest(null));

    assertThatExceptionOfType(MalformedSoapException.class)
        .isThrownBy(() -> codec.readResponse(new ByteArrayInputStream(ping), null, Operation.PING))
        .withMessage("The answer has no srmPingResponse");
  }
}
