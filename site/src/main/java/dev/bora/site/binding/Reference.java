// SPDX-License-Identifier: Apache-2.0
package dev.bora.site.binding;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the documentation of a file must say about one key.
 *
 * @param path the key's full path, with {@code <name>} for names that the site chooses
 * @param byDefault the default in words or as written; "mandatory" or "none" if there is none
 * @param permitted what may stand there
 */
public record Reference(String path, String byDefault, String permitted) {

  /** All keys of a file that have values, in the order of its records. */
  public static List<Reference> of(Class<? extends Record> type, Scalars scalars) {
    List<Reference> references = new ArrayList<>();
    collect(SectionSchema.of(type, scalars), "", references);
    return List.copyOf(references);
  }

  private static void collect(SectionSchema schema, String prefix, List<Reference> references) {
    for (Key key : schema.writtenKeys()) {
      String path =
          schema.isEntries() ? prefix.substring(0, prefix.length() - 1) : prefix + key.name();
      switch (key.shape()) {
        case Shape.Single _, Shape.Several _ ->
            references.add(new Reference(path, byDefault(key), key.permitted()));
        case Shape.Nested(SectionSchema section) -> collect(section, path + ".", references);
        case Shape.Named(SectionSchema section) -> {
          references.add(new Reference(path, byDefault(key), key.permitted()));
          collect(section, path + ".<" + section.entryName().name() + ">.", references);
        }
      }
    }
  }

  private static String byDefault(Key key) {
    @Nullable String text = key.defaultText();
    if (text != null) {
      return text.isEmpty() ? "empty" : text;
    }
    if (key.derived() != null) {
      return key.derived();
    }
    return key.mandatory() ? "mandatory" : "none";
  }
}
