// SPDX-License-Identifier: Apache-2.0
/**
 * Who a client is: validation of certificate chains and VOMS attributes against the trusted
 * authorities of a site.
 */
@NullMarked
package dev.bora.srm.identity;

import org.jspecify.annotations.NullMarked;
