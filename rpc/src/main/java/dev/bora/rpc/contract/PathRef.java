// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc.contract;

/**
 * A path inside a storage area. Never a SURL: the frontend has resolved that.
 *
 * @param area the storage area's name
 * @param path the UTF-8 text of the path below the area, without a leading slash; "" is the area's
 *     root
 */
public record PathRef(String area, String path) {}
