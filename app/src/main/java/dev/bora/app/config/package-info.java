// SPDX-License-Identifier: Apache-2.0
/** The commands that show and check a site file. */
@NullMarked
package dev.bora.app.config;

import org.jspecify.annotations.NullMarked;
