// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.identity;

import eu.emi.security.authn.x509.X509CertChainValidatorExt;
import org.italiangrid.voms.ac.VOMSACValidator;
import org.jspecify.annotations.Nullable;

/**
 * The trusted authorities as they stood at one time; never changes.
 *
 * @param generation grows with each reload that found a change
 * @param voms absent when no VOMS server is trusted
 */
record TrustSnapshot(
    long generation,
    X509CertChainValidatorExt validator,
    @Nullable VOMSACValidator voms,
    FolderFingerprint fingerprint) {}
