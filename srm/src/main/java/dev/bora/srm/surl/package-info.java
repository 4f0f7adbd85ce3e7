// SPDX-License-Identifier: Apache-2.0
/** SURLs, which look like URIs and are none, and names of files, which are bytes. */
@NullMarked
package dev.bora.srm.surl;

import org.jspecify.annotations.NullMarked;
