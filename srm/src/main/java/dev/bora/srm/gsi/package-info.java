// SPDX-License-Identifier: Apache-2.0
/**
 * The server side of httpg and https on one port: a Jetty connector for TLS 1.2 with client
 * certificates, the GSI delegation byte, and the ways of closing connections that Globus clients
 * can bear.
 */
@NullMarked
package dev.bora.srm.gsi;

import org.jspecify.annotations.NullMarked;
