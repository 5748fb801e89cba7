package dev.mirrorflow.lab.files;

import dev.mirrorflow.file.FileRoles;
import dev.mirrorflow.file.TextFile;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * The files of a command line, as its options declare them by {@link Reads} and {@link Writes}: for
 * every command in the same way, and before it begins.
 */
public final class DeclaredFiles {

  private final CommandSpec command;

  /** Those of a command whose arguments have been parsed. */
  public DeclaredFiles(CommandSpec command) {
    this.command = command;
  }

  /**
   * Checks that no output is an input, that no two outputs are one file, and that standard output
   * is asked for by one option at most, which writes text.
   *
   * @return whether an option prints its text: then nothing else may be printed
   * @throws ParameterException if not
   */
  public boolean check() {
    FileRoles roles = new FileRoles();
    List<String> printed = new ArrayList<>();
    for (ArgSpec arg : command.args()) {
      if (!(arg.userObject() instanceof Field field) || !(arg.getValue() instanceof Path path)) {
        continue;
      }
      Writes written = field.getAnnotation(Writes.class);
      if (field.isAnnotationPresent(Reads.class)) {
        roles.reads(name(arg), path);
      } else if (written != null && !TextFile.isStandardOutput(path)) {
        roles.writes(name(arg), path);
      } else if (written != null && written.text()) {
        printed.add(name(arg));
      } else if (written != null) {
        throw usage(name(arg) + " cannot go to standard output (-); name a file");
      }
    }
    if (printed.size() > 1) {
      throw usage(
          String.join(" and ", printed)
              + " cannot both go to standard output (-); name a file for one of them");
    }
    Optional<String> conflict = roles.conflict();
    if (conflict.isPresent()) {
      throw usage(conflict.get());
    }
    return !printed.isEmpty();
  }

  private static String name(ArgSpec arg) {
    return arg instanceof OptionSpec option ? option.longestName() : arg.paramLabel();
  }

  private ParameterException usage(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
