// SPDX-License-Identifier: Apache-2.0
/** The commands that write and check the configuration of LVS directors. */
@NullMarked
package dev.bora.app.lvs;

import org.jspecify.annotations.NullMarked;
