package dev.mirrorflow.lab.input;

import dev.mirrorflow.data.TextFormat;
import dev.mirrorflow.lab.plot.Format;
import dev.mirrorflow.linalg.BackendChoice;
import dev.mirrorflow.linalg.Precision;
import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a value by the name it is typed as, in any case, and lists the valid ones otherwise. */
public final class EnumConverter<E extends Enum<E>> implements ITypeConverter<E> {

  private final Class<E> type;

  private EnumConverter(Class<E> type) {
    this.type = type;
  }

  /** Registers it for all options that need it. */
  public static void register(CommandLine line) {
    line.registerConverter(MethodName.class, new EnumConverter<>(MethodName.class));
    line.registerConverter(ModelName.class, new EnumConverter<>(ModelName.class));
    line.registerConverter(ClassifierName.class, new EnumConverter<>(ClassifierName.class));
    line.registerConverter(ClassifierMethod.class, new EnumConverter<>(ClassifierMethod.class));
    line.registerConverter(DesignName.class, new EnumConverter<>(DesignName.class));
    line.registerConverter(IntegratorName.class, new EnumConverter<>(IntegratorName.class));
    line.registerConverter(VariablesName.class, new EnumConverter<>(VariablesName.class));
    line.registerConverter(BackendChoice.class, new EnumConverter<>(BackendChoice.class));
    line.registerConverter(Precision.class, new EnumConverter<>(Precision.class));
    line.registerConverter(Format.class, new EnumConverter<>(Format.class));
    line.registerConverter(TextFormat.Missing.class, new EnumConverter<>(TextFormat.Missing.class));
    line.registerConverter(Sampling.class, new EnumConverter<>(Sampling.class));
  }

  @Override
  public E convert(String text) {
    return Arrays.stream(type.getEnumConstants())
        .filter(value -> value.toString().equalsIgnoreCase(text))
        .findFirst()
        .orElseThrow(() -> new TypeConversionException("'" + text + "' is none of: " + valid()));
  }

  private String valid() {
    return Arrays.stream(type.getEnumConstants())
        .map(Enum::toString)
        .collect(Collectors.joining(", "));
  }
}
