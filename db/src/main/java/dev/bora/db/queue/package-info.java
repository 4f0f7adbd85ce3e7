// SPDX-License-Identifier: Apache-2.0
/** The verbs of the work queue: submit, claim, journal, lock, end. */
@NullMarked
package dev.bora.db.queue;

import org.jspecify.annotations.NullMarked;
