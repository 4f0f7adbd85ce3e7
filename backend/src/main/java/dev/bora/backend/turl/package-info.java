// SPDX-License-Identifier: Apache-2.0
/** Transfer URLs: which protocol, which server, which path. */
@NullMarked
package dev.bora.backend.turl;

import org.jspecify.annotations.NullMarked;
