// SPDX-License-Identifier: Apache-2.0
/**
 * The HTTPS data door: serves the files that TURLs name, by GET, HEAD and PROPFIND, and takes
 * uploads by PUT.
 *
 * <p>A TURL is {@code https://HOST:PORT/<file id>/<secret>/<name>}; whoever knows it may use it, as
 * long as the file's row is ready. A client that shows a certificate as well must be the one whose
 * request it is.
 *
 * <p>Data is streamed through one buffer per transfer. There is no zero copy: the JVM encrypts in
 * its own memory and cannot hand TLS to the kernel, so that {@code transferTo} would only hide the
 * same copy. Network waits are on virtual threads; file system calls on the bounded platform
 * threads of the storage area.
 */
@NullMarked
package dev.bora.door;

import org.jspecify.annotations.NullMarked;
