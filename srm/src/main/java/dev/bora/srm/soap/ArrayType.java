// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.soap;

import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * An ArrayOfX of the WSDL: an element that repeats one inner element.
 *
 * @param xmlName its name in the WSDL
 * @param itemName the name of the inner element
 * @param itemNillable whether the WSDL calls the inner element nillable
 * @param itemType the type of the inner element
 */
record ArrayType(String xmlName, String itemName, boolean itemNillable, ValueType itemType)
    implements ValueType {

  // The inner names follow no rule. Each type has one array, whose name follows from its own.
  private static final Map<String, String> ITEM_NAMES =
      Map.ofEntries(
          Map.entry("string", "stringArray"),
          Map.entry("anyURI", "urlArray"),
          Map.entry("unsignedLong", "unsignedLongArray"),
          Map.entry("TUserPermission", "userPermissionArray"),
          Map.entry("TGroupPermission", "groupPermissionArray"),
          Map.entry("TSURLReturnStatus", "statusArray"),
          Map.entry("TSURLLifetimeReturnStatus", "statusArray"),
          Map.entry("TMetaDataPathDetail", "pathDetailArray"),
          Map.entry("TMetaDataSpace", "spaceDataArray"),
          Map.entry("TExtraInfo", "extraInfoArray"),
          Map.entry("TGetFileRequest", "requestArray"),
          Map.entry("TPutFileRequest", "requestArray"),
          Map.entry("TCopyFileRequest", "requestArray"),
          Map.entry("TGetRequestFileStatus", "statusArray"),
          Map.entry("TBringOnlineRequestFileStatus", "statusArray"),
          Map.entry("TPutRequestFileStatus", "statusArray"),
          Map.entry("TCopyRequestFileStatus", "statusArray"),
          Map.entry("TRequestSummary", "summaryArray"),
          Map.entry("TSURLPermissionReturn", "surlPermissionArray"),
          Map.entry("TPermissionReturn", "permissionArray"),
          Map.entry("TRequestTokenReturn", "tokenArray"),
          Map.entry("TSupportedTransferProtocol", "protocolArray"));

  private static final Set<String> ITEMS_NOT_NILLABLE =
      Set.of("TPutRequestFileStatus", "TCopyRequestFileStatus", "TSURLPermissionReturn");

  static ArrayType of(ValueType item) {
    String name = item.xmlName();
    String itemName = Objects.requireNonNull(ITEM_NAMES.get(name), () -> "no array of " + name);
    String xmlName = "ArrayOf" + Character.toUpperCase(name.charAt(0)) + name.substring(1);
    return new ArrayType(xmlName, itemName, !ITEMS_NOT_NILLABLE.contains(name), item);
  }
}
