// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.identity;

import eu.emi.security.authn.x509.CrlCheckingMode;
import eu.emi.security.authn.x509.NamespaceCheckingMode;
import eu.emi.security.authn.x509.OCSPCheckingMode;
import eu.emi.security.authn.x509.OCSPParametes;
import eu.emi.security.authn.x509.ProxySupport;
import eu.emi.security.authn.x509.RevocationParameters;
import eu.emi.security.authn.x509.StoreUpdateListener;
import eu.emi.security.authn.x509.X509CertChainValidatorExt;
import eu.emi.security.authn.x509.impl.OpensslCertChainValidator;
import eu.emi.security.authn.x509.impl.ValidatorParams;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.italiangrid.voms.VOMSError;
import org.italiangrid.voms.VOMSValidators;
import org.italiangrid.voms.ac.VOMSACValidator;
import org.italiangrid.voms.store.impl.DefaultVOMSTrustStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the folders of trust. */
final class TrustLoader {

  private static final Logger LOG = LoggerFactory.getLogger(TrustLoader.class);

  /**
   * A zero interval switches off the libraries' own timers, whose death nobody would notice:
   * GridTrust reloads.
   */
  private static final long NO_TIMER = 0;

  private final GridTrustConfig config;

  TrustLoader(GridTrustConfig config) {
    this.config = config;
  }

  FolderFingerprint fingerprint() throws IOException {
    List<String> entries =
        new ArrayList<>(FolderFingerprint.of(requireFolder(config.certificates()), 1).entries());
    Path voms = config.vomsDirectory();
    if (voms != null) {
      entries.addAll(FolderFingerprint.of(requireFolder(voms), 2).entries());
    }
    return new FolderFingerprint(List.copyOf(entries));
  }

  TrustSnapshot load(long generation, FolderFingerprint fingerprint) throws IOException {
    X509CertChainValidatorExt validator = loadAuthorities();
    return new TrustSnapshot(generation, validator, loadVoms(validator), fingerprint);
  }

  private X509CertChainValidatorExt loadAuthorities() throws IOException {
    RevocationParameters revocation =
        new RevocationParameters(
            CrlCheckingMode.IF_VALID, new OCSPParametes(OCSPCheckingMode.IGNORE));
    StoreUpdateListener listener = TrustLoader::report;
    X509CertChainValidatorExt validator =
        new OpensslCertChainValidator(
            config.certificates().toString(),
            true,
            NamespaceCheckingMode.EUGRIDPMA_AND_GLOBUS,
            NO_TIMER,
            new ValidatorParams(revocation, ProxySupport.ALLOW, List.of(listener)),
            false);
    if (validator.getTrustedIssuers().length == 0) {
      validator.dispose();
      throw new IOException(
          config.certificates() + ": holds no certificate authority (a PEM file named HASH.0)");
    }
    return validator;
  }

  private @Nullable VOMSACValidator loadVoms(X509CertChainValidatorExt validator)
      throws IOException {
    Path folder = config.vomsDirectory();
    if (folder == null) {
      return null;
    }
    try {
      return VOMSValidators.newValidator(
          new DefaultVOMSTrustStore(List.of(folder.toString())), validator);
    } catch (VOMSError e) {
      throw new IOException(folder + ": " + e.getMessage(), e);
    }
  }

  private static Path requireFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new NotDirectoryException(folder + ": Not a directory");
    }
    return folder;
  }

  private static void report(
      String location,
      String type,
      StoreUpdateListener.Severity severity,
      @Nullable Exception cause) {
    if (severity != StoreUpdateListener.Severity.NOTIFICATION) {
      LOG.warn("{} {} not used: {}", type, location, cause == null ? severity : cause.getMessage());
    }
  }
}
