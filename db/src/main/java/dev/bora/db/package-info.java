// SPDX-License-Identifier: Apache-2.0
/** The database: connections, transactions, the check of the server. */
@NullMarked
package dev.bora.db;

import org.jspecify.annotations.NullMarked;
