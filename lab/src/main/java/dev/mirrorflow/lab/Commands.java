package dev.mirrorflow.lab;

import dev.mirrorflow.lab.input.EnumConverter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * The commands, in the order of the help. Building one with all its options takes as long as a
 * small computation, so only the one that is asked for is built.
 */
final class Commands {

  /** {@code EarlyStoppingCommand} is {@code early-stopping}. */
  private static final List<Class<? extends Callable<Integer>>> OWN =
      List.of(
          QuickstartCommand.class,
          SweepCommand.class,
          GridCommand.class,
          PhaseCommand.class,
          LimitCommand.class,
          BasisPursuitCommand.class,
          DescendCommand.class,
          FlowCommand.class,
          LandscapeCommand.class,
          SaddlesCommand.class,
          FactoriseCommand.class,
          EffectiveCommand.class,
          InitialiseCommand.class,
          SamplesCommand.class,
          EarlyStoppingCommand.class,
          ClassifyCommand.class,
          FitCommand.class,
          FiguresCommand.class,
          GenerateCommand.class,
          ConvertCommand.class,
          InfoCommand.class,
          BenchCommand.class,
          PeersCommand.class,
          CompletionCommand.class);

  private Commands() {}

  /** All commands, ready to parse. */
  static CommandLine all() {
    return those(_ -> true);
  }

  /** The command that the arguments ask for, ready to parse; all where they name none. */
  static CommandLine of(String... args) {
    int k = 0;
    while (k < args.length && args[k].startsWith("-")) {
      k += args[k].equals("--backend") ? 2 : 1;
    }
    if (k >= args.length) {
      boolean isVersion = args.length == 1 && List.of("-V", "--version").contains(args[0]);
      return those(_ -> !isVersion);
    }
    String word = args[k];
    CommandLine one = those(word::equals);
    return one.getSubcommands().isEmpty() ? all() : one;
  }

  private static CommandLine those(Predicate<String> wanted) {
    CommandLine line = new CommandLine(new Main());
    for (Class<?> command : OWN) {
      if (wanted.test(name(command))) {
        line.addSubcommand(command);
      }
    }
    TrackerProgram.addTo(line, wanted);
    EnumConverter.register(line);
    line.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING, _ -> "");
    line.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, CommandGroup::list);
    for (String measuring : List.of("bench", "peers")) {
      if (line.getSubcommands().containsKey(measuring)) {
        line.getSubcommands().get(measuring).setUnmatchedOptionsArePositionalParams(true);
      }
    }
    return line;
  }

  private static String name(Class<?> command) {
    return command
        .getSimpleName()
        .replaceAll("Command$", "")
        .replaceAll("(?<=.)(?=[A-Z])", "-")
        .toLowerCase(Locale.ROOT);
  }
}
