// SPDX-License-Identifier: Apache-2.0
/** Requests and their files as rows, and the work queue over them. */
@NullMarked
package dev.bora.db.queue;

import org.jspecify.annotations.NullMarked;
