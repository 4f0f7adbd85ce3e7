// SPDX-License-Identifier: Apache-2.0
/** The client side of httpg and https: HTTP/1.1 over one TLS connection with a grid credential. */
@NullMarked
package dev.bora.srm.client;

import org.jspecify.annotations.NullMarked;
