// SPDX-License-Identifier: Apache-2.0
/** The SRM v2.2 interface, written once for servers and clients. */
@NullMarked
package dev.bora.srm;

import org.jspecify.annotations.NullMarked;
