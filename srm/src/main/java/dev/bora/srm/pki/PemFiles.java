// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.pki;

import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;

/** Certificates and unencrypted private keys (PKCS#1, SEC1, PKCS#8; RSA and EC) in PEM files. */
final class PemFiles {

  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.GROUP_EXECUTE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE,
          PosixFilePermission.OTHERS_EXECUTE);

  private PemFiles() {}

  /** All certificates of a file, in its order; at least one. */
  static List<X509Certificate> certificates(Path file) throws IOException, CertificateException {
    JcaX509CertificateConverter converter = new JcaX509CertificateConverter();
    List<X509Certificate> certificates = new ArrayList<>();
    for (Object object : objects(file)) {
      if (object instanceof X509CertificateHolder holder) {
        certificates.add(converter.getCertificate(holder));
      }
    }
    if (certificates.isEmpty()) {
      throw new CertificateException(file + ": holds no PEM certificate");
    }
    return List.copyOf(certificates);
  }

  /** The first private key of a file that only its owner may read. */
  static PrivateKey privateKey(Path file) throws IOException, CertificateException {
    refuseReadableByOthers(file);
    JcaPEMKeyConverter converter = new JcaPEMKeyConverter();
    // By default "ECDSA", which only BouncyCastle's provider knows: JSSE needs a key of the JDK's
    // own.
    converter.setAlgorithmMapping(X9ObjectIdentifiers.id_ecPublicKey, "EC");
    for (Object object : objects(file)) {
      switch (object) {
        case PEMKeyPair pair -> {
          return converter.getPrivateKey(pair.getPrivateKeyInfo());
        }
        case PrivateKeyInfo info -> {
          return converter.getPrivateKey(info);
        }
        case PEMEncryptedKeyPair _, PKCS8EncryptedPrivateKeyInfo _ ->
            throw new CertificateException(file + ": the private key is encrypted");
        default -> {
          // certificates and EC parameters may stand beside the key
        }
      }
    }
    throw new CertificateException(file + ": holds no PEM private key");
  }

  private static List<Object> objects(Path file) throws IOException, CertificateException {
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file + ": No such file or directory");
    }
    if (!Files.isReadable(file)) {
      throw new IOException(file + ": Permission denied");
    }
    List<Object> objects = new ArrayList<>();
    try (PEMParser parser =
        new PEMParser(Files.newBufferedReader(file, StandardCharsets.ISO_8859_1))) {
      for (Object object = parser.readObject(); object != null; object = parser.readObject()) {
        objects.add(object);
      }
    } catch (IOException | RuntimeException e) {
      throw new CertificateException(file + ": not a readable PEM file: " + e.getMessage(), e);
    }
    return objects;
  }

  private static void refuseReadableByOthers(Path file) throws IOException, CertificateException {
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file + ": No such file or directory");
    }
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
    if (permissions.stream().anyMatch(OTHERS::contains)) {
      throw new CertificateException(
          "%s: mode %s lets others at the private key; chmod 600 it"
              .formatted(file, PosixFilePermissions.toString(permissions)));
    }
  }

  /**
   * Objects (certificates, CRLs, keys: RSA keys as PKCS#1, which Globus and old Java readers need)
   * as PEM text.
   */
  static String text(Object... objects) throws IOException {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter pem = new JcaPEMWriter(text)) {
      for (Object object : objects) {
        pem.writeObject(object);
      }
    }
    return text.toString();
  }

  /** Writes a file so that readers see the old or the new text, never a part; mode 0600. */
  static void writeSecret(Path file, String text) throws IOException {
    write(file, text, "rw-------");
  }

  /** As {@link #writeSecret}, mode 0644. */
  static void writePublic(Path file, String text) throws IOException {
    write(file, text, "rw-r--r--");
  }

  private static void write(Path file, String text, String permissions) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    Path temporary =
        Files.createTempFile(
            folder,
            "." + file.getFileName(),
            ".tmp",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try (Writer writer = Files.newBufferedWriter(temporary)) {
      writer.write(text);
    }
    Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString(permissions));
    Files.move(
        temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
