// SPDX-License-Identifier: Apache-2.0
/**
 * Certificates, keys and proxies in files: reading PEM credentials, and a throw-away grid
 * (authority, host, users, proxies) for standalone use and tests.
 */
@NullMarked
package dev.bora.srm.pki;

import org.jspecify.annotations.NullMarked;
