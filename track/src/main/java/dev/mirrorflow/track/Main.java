package dev.mirrorflow.track;

import dev.mirrorflow.track.ab.AbCommand;
import dev.mirrorflow.track.export.ExportCommand;
import dev.mirrorflow.track.history.HistoryCommand;
import dev.mirrorflow.track.html.ReportCommand;
import dev.mirrorflow.track.machine.DescribeCommand;
import dev.mirrorflow.track.report.CompareCommand;
import dev.mirrorflow.track.terminal.Program;
import dev.mirrorflow.track.terminal.Version;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The tracker's command line: what became faster or slower, of any project that has JMH. */
@Command(
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    usageHelpWidth = 100,
    synopsisSubcommandLabel = "COMMAND",
    description = "Says what became faster or slower, from JMH's results of any project.")
public final class Main implements Runnable {

  private static final String JAR = "java -jar mirrorflow-track.jar";

  private static final List<String> COMMANDS =
      List.of("ab", "compare", "describe", "export", "history", "report");

  @Spec private CommandSpec spec;

  /** Runs a command and exits with its code. */
  public static void main(String[] args) {
    String[] words = args.length == 0 ? new String[] {"--help"} : args;
    Program.run(commandLine(System.getenv(), needed(words[0])), words);
  }

  /** The command that the first word names, so that no time goes into the others; or all. */
  private static List<String> needed(String first) {
    return COMMANDS.contains(first) ? List.of(first) : COMMANDS;
  }

  /**
   * All commands, ready to parse.
   *
   * @param environment which tells whether {@code ./mirrorflow} started this
   */
  public static CommandLine commandLine(Map<String, String> environment) {
    return commandLine(environment, COMMANDS);
  }

  private static CommandLine commandLine(Map<String, String> environment, List<String> names) {
    Object[] commands = new Object[names.size()];
    for (int c = 0; c < commands.length; c++) {
      commands[c] = command(names.get(c));
    }
    CommandLine line = Program.line(new Main(), commands);
    return line.setCommandName(environment.containsKey("MIRRORFLOW_HOME") ? "mirrorflow" : JAR);
  }

  private static Object command(String name) {
    return switch (name) {
      case "ab" -> new AbCommand();
      case "compare" -> new CompareCommand();
      case "describe" -> new DescribeCommand();
      case "export" -> new ExportCommand();
      case "history" -> new HistoryCommand();
      case "report" -> new ReportCommand();
      default -> throw new IllegalArgumentException(name);
    };
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "name a command: " + String.join(", ", COMMANDS));
  }
}
