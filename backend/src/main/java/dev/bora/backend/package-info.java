// SPDX-License-Identifier: Apache-2.0
/** A backend: claims work, does what touches the disk, answers frontends. */
@NullMarked
package dev.bora.backend;

import org.jspecify.annotations.NullMarked;
