// SPDX-License-Identifier: Apache-2.0
/** Requests in the database: tokens, submission, owners, and what is told of them. */
@NullMarked
package dev.bora.frontend.queue;

import org.jspecify.annotations.NullMarked;
