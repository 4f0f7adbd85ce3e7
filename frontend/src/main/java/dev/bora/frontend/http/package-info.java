// SPDX-License-Identifier: Apache-2.0
/** SRM over HTTP: SOAP in, SOAP out, and a line in the access log. */
@NullMarked
package dev.bora.frontend.http;

import org.jspecify.annotations.NullMarked;
