// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.pki;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.jspecify.annotations.Nullable;

/**
 * A grid of one's own in a folder: a certificate authority that nobody else trusts, a host
 * certificate for this machine, users, VOMS servers, and proxies. For {@code bora standalone} and
 * for tests.
 *
 * <p>What is missing in the folder is made; what is there is kept. The folder holds
 *
 * <pre>
 * ca/cacert.pem ca/cakey.pem          the authority
 * certificates/                       its certificate, CRL, signing policy and namespaces: X509_CERT_DIR
 * hostcert.pem hostkey.pem            for localhost, the host's names, 127.0.0.1 and ::1
 * users/NAME/usercert.pem userkey.pem
 * voms/HOST/hostcert.pem hostkey.pem  VOMS servers
 * vomsdir/VO/HOST.lsc                 X509_VOMS_DIR
 * </pre>
 *
 * Keys have mode 0600. Not for use by two processes at once.
 */
public final class ThrowAwayGrid {

  private static final Duration LIFETIME = Duration.ofDays(3650);
  private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);
  private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

  private final Path folder;
  private final String domain;
  private final Authority authority;
  private final AuthorityFolder certificates;

  private ThrowAwayGrid(Path folder, String domain, Authority authority) {
    this.folder = folder;
    this.domain = domain;
    this.authority = authority;
    this.certificates = new AuthorityFolder(folder.resolve("certificates"));
  }

  /**
   * Opens the grid in a folder, or makes one, whose names begin with /DC=bora/DC=standalone.
   *
   * @throws IOException the folder cannot be read or written
   * @throws GeneralSecurityException what is in the folder is not a grid
   */
  public static ThrowAwayGrid openOrCreate(Path folder)
      throws IOException, GeneralSecurityException {
    return openOrCreate(folder, "standalone");
  }

  /**
   * As {@link #openOrCreate(Path)}, with names that begin with /DC=bora/DC={@code domain}.
   *
   * @throws IOException the folder cannot be read or written
   * @throws GeneralSecurityException what is in the folder is not a grid
   */
  public static ThrowAwayGrid openOrCreate(Path folder, String domain)
      throws IOException, GeneralSecurityException {
    Path absolute = folder.toAbsolutePath();
    Path certificateFile = absolute.resolve("ca/cacert.pem");
    Path keyFile = absolute.resolve("ca/cakey.pem");
    if (!Files.exists(certificateFile)) {
      Instant now = Instant.now();
      Authority made =
          Authority.create(
              name(domain, null, "Throw-away CA"), now.minus(CLOCK_SKEW), now.plus(LIFETIME));
      store(made.credential(), new GridCredential(certificateFile, keyFile));
    }
    ThrowAwayGrid grid =
        new ThrowAwayGrid(absolute, domain, Authority.read(certificateFile, keyFile));
    grid.complete();
    return grid;
  }

  private void complete() throws IOException, GeneralSecurityException {
    X509Certificate certificate = authority.certificate();
    if (!certificates.holds(certificate.getSubjectX500Principal())) {
      String base = "/DC=bora/DC=" + domain;
      certificates.add(certificate, base + "/CN=Throw-away CA", base);
    }
    if (certificates.revocationList(certificate.getSubjectX500Principal()) == null) {
      certificates.putRevocationList(
          certificate.getSubjectX500Principal(), authority.revocationList(null, null, LIFETIME));
    }
    Files.createDirectories(vomsDirectory());
    issueIfMissing(host(), name(domain, "Hosts", "localhost"), hostNames("localhost"));
  }

  /** The trusted authorities: X509_CERT_DIR. */
  public Path certificates() {
    return certificates.folder();
  }

  /** The trusted VOMS servers: X509_VOMS_DIR. */
  public Path vomsDirectory() {
    return folder.resolve("vomsdir");
  }

  /** The host's credential. */
  public GridCredential host() {
    return new GridCredential(folder.resolve("hostcert.pem"), folder.resolve("hostkey.pem"));
  }

  /**
   * A user; made when missing.
   *
   * @param name of the user's folder
   * @param commonName the last part of the DN
   */
  public GridCredential user(String name, String commonName)
      throws IOException, GeneralSecurityException {
    GridCredential user = userFiles(name);
    issueIfMissing(user, name(domain, "People", commonName), null);
    return user;
  }

  /** A user whose certificate, always made anew, has the given validity. */
  public GridCredential user(String name, String commonName, Instant notBefore, Instant notAfter)
      throws IOException, GeneralSecurityException {
    GridCredential user = userFiles(name);
    issue(user, name(domain, "People", commonName), null, notBefore, notAfter);
    return user;
  }

  private GridCredential userFiles(String name) {
    Path files = folder.resolve("users").resolve(checked(name));
    return new GridCredential(files.resolve("usercert.pem"), files.resolve("userkey.pem"));
  }

  /**
   * A VOMS server's credential; made when missing. Nobody trusts it before {@link
   * #trustVomsServer}.
   */
  public GridCredential vomsServer(String host) throws IOException, GeneralSecurityException {
    Path files = folder.resolve("voms").resolve(checked(host));
    GridCredential server =
        new GridCredential(files.resolve("hostcert.pem"), files.resolve("hostkey.pem"));
    issueIfMissing(server, name(domain, "Hosts", host), hostNames(host));
    return server;
  }

  /** Writes the .lsc file that lets the server at {@code host} speak for {@code vo}. */
  public void trustVomsServer(String vo, String host) throws IOException {
    String base = "/DC=bora/DC=" + domain;
    PemFiles.writePublic(
        vomsDirectory().resolve(checked(vo)).resolve(checked(host) + ".lsc"),
        "%s/OU=Hosts/CN=%s%n%s/CN=Throw-away CA%n".formatted(base, host, base));
  }

  /**
   * Makes a proxy of a user and writes it, mode 0600, as X509_USER_PROXY: certificate, key
   * (PKCS#1), chain.
   *
   * @return the file
   */
  public Path proxy(GridCredential user, ProxyOptions options, Path file)
      throws IOException, GeneralSecurityException {
    PemCredential proxy = ProxyMaker.make(user.read(), options);
    List<Object> parts = new ArrayList<>(proxy.chain());
    parts.add(1, proxy.key());
    PemFiles.writeSecret(file, PemFiles.text(parts.toArray()));
    return file;
  }

  /** Puts a certificate on a new revocation list in {@link #certificates}. */
  public void revoke(GridCredential credential) throws IOException, GeneralSecurityException {
    var name = authority.certificate().getSubjectX500Principal();
    certificates.putRevocationList(
        name,
        authority.revocationList(
            certificates.revocationList(name),
            credential.read().certificate().getSerialNumber(),
            LIFETIME));
  }

  /**
   * Puts a new revocation list into {@link #certificates}, with the entries that it had.
   *
   * @param lifetime from now on; out of date already if it is negative
   */
  public void renewRevocationList(Duration lifetime) throws IOException, GeneralSecurityException {
    var name = authority.certificate().getSubjectX500Principal();
    certificates.putRevocationList(
        name, authority.revocationList(certificates.revocationList(name), null, lifetime));
  }

  /** Makes the host's certificate and key anew, with the given validity. */
  public void renewHost(Instant notBefore, Instant notAfter)
      throws IOException, GeneralSecurityException {
    issue(host(), name(domain, "Hosts", "localhost"), hostNames("localhost"), notBefore, notAfter);
  }

  private void issueIfMissing(
      GridCredential files, X500Name subject, @Nullable GeneralNames alternativeNames)
      throws IOException, GeneralSecurityException {
    if (!Files.exists(files.certificateFile())) {
      Instant now = Instant.now();
      issue(files, subject, alternativeNames, now.minus(CLOCK_SKEW), now.plus(LIFETIME));
    }
  }

  private void issue(
      GridCredential files,
      X500Name subject,
      @Nullable GeneralNames alternativeNames,
      Instant notBefore,
      Instant notAfter)
      throws IOException, GeneralSecurityException {
    KeyPair keys = Authority.newKeys();
    X509Certificate certificate =
        authority.issue(subject, keys.getPublic(), notBefore, notAfter, alternativeNames);
    store(new PemCredential(keys.getPrivate(), List.of(certificate)), files);
  }

  /** The certificate last: where it stands, the key stands too. */
  private static void store(PemCredential credential, GridCredential files) throws IOException {
    PemFiles.writeSecret(files.keyFile(), PemFiles.text(credential.key()));
    PemFiles.writePublic(files.certificateFile(), PemFiles.text(credential.certificate()));
  }

  private static X500Name name(String domain, @Nullable String unit, String commonName) {
    X500NameBuilder name = new X500NameBuilder(BCStyle.INSTANCE);
    name.addRDN(BCStyle.DC, new DERIA5String("bora"));
    name.addRDN(BCStyle.DC, new DERIA5String(domain));
    if (unit != null) {
      name.addRDN(BCStyle.OU, new DERUTF8String(unit));
    }
    name.addRDN(BCStyle.CN, new DERUTF8String(commonName));
    return name.build();
  }

  private static GeneralNames hostNames(String name) {
    Set<String> names = new LinkedHashSet<>(List.of(name));
    if (name.equals("localhost")) {
      names.add("localhost.localdomain");
      try {
        // Old CGSI clients with the name check off look a loopback peer up by gethostname().
        InetAddress local = InetAddress.getLocalHost();
        names.add(local.getHostName());
        names.add(local.getCanonicalHostName());
      } catch (UnknownHostException e) {
        // a machine that does not know its own name has none to certify
      }
    }
    List<GeneralName> all = new ArrayList<>();
    for (String each : names) {
      boolean address = each.indexOf(':') >= 0 || each.matches("[0-9.]+");
      all.add(new GeneralName(address ? GeneralName.iPAddress : GeneralName.dNSName, each));
    }
    if (name.equals("localhost")) {
      all.add(new GeneralName(GeneralName.iPAddress, "127.0.0.1"));
      all.add(new GeneralName(GeneralName.iPAddress, "::1"));
    }
    return new GeneralNames(all.toArray(GeneralName[]::new));
  }

  private static String checked(String name) {
    if (!FILE_NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(name + ": not a plain file name");
    }
    return name;
  }
}
