// SPDX-License-Identifier: Apache-2.0
/** From the site file to what LVS directors and the servers behind them are configured with. */
@NullMarked
package dev.bora.lvs;

import org.jspecify.annotations.NullMarked;
