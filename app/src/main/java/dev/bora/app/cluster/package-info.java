// SPDX-License-Identifier: Apache-2.0
/** The command that shows how the nodes of a site stand together. */
@NullMarked
package dev.bora.app.cluster;

import org.jspecify.annotations.NullMarked;
