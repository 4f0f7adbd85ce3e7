// SPDX-License-Identifier: Apache-2.0
/** Running nodes of a site in this process, until somebody ends it. */
@NullMarked
package dev.bora.app.node;

import org.jspecify.annotations.NullMarked;
