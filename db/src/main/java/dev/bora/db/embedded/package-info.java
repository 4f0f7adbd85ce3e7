// SPDX-License-Identifier: Apache-2.0
/** A private MariaDB for standalone and for tests. */
@NullMarked
package dev.bora.db.embedded;

import org.jspecify.annotations.NullMarked;
