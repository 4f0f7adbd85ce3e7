// SPDX-License-Identifier: Apache-2.0
/**
 * The lab: a site of containers with addresses of their own behind a pair of real LVS directors,
 * configured by what {@code bora lvs render} writes.
 */
@NullMarked
package dev.bora.it.lab;

import org.jspecify.annotations.NullMarked;
