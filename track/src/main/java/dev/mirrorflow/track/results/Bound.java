package dev.mirrorflow.track.results;

import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Binds records to the files beside a result. A class of its own, so that it is loaded only where
 * there is such a file.
 */
final class Bound {

  /** What a newer version wrote beside what is known is passed over. */
  static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  private Bound() {}
}
