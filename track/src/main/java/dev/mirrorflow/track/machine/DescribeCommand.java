package dev.mirrorflow.track.machine;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.file.FileRoles;
import dev.mirrorflow.track.git.GitRepository;
import dev.mirrorflow.track.git.Revision;
import dev.mirrorflow.track.results.Machine;
import dev.mirrorflow.track.results.MachineFile;
import dev.mirrorflow.track.terminal.Program;
import dev.mirrorflow.track.terminal.Version;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mirrorflow describe}: the machine beside a result that plain JMH wrote. */
@Command(
    name = "describe",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    usageHelpWidth = 100,
    description = {
      "Writes what JMH's JSON has no place for beside it, as FILE.machine.json: this machine, the"
          + " JVM that the JSON names, and the commit. Run it where the benchmarks ran, right after"
          + " them: compare, history and report then know which results belong together."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:written",
      "2:the command line is wrong",
      "3:the file is not JMH's JSON, or has a description already"
    },
    footer = {"Example:", "  ${COMMAND-FULL-NAME} target/jmh-result.json --profile nightly"})
public final class DescribeCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "JMH's JSON")
  private Path file;

  @Option(
      names = "--profile",
      paramLabel = "WORD",
      defaultValue = "jmh",
      description =
          "what was measured, as nightly: --against compares only what has the same; default:"
              + " ${DEFAULT-VALUE}")
  private String profile;

  @Option(
      names = "--commit",
      paramLabel = "COMMIT",
      description =
          "that was measured; default: what git has checked out around FILE, or around the current"
              + " folder")
  private String commit;

  @Option(names = "--replace", description = "write over a description that is there")
  private boolean replace;

  static CommandLine commandLine() {
    return Program.line(new DescribeCommand());
  }

  @Override
  public Integer call() {
    Path beside = MachineFile.pathBeside(file);
    Program.refuse(
        spec.commandLine(),
        new FileRoles().reads("FILE", file).writes(beside.toString(), beside).conflict());
    if (Files.exists(beside) && !replace) {
      throw new BadDataException(
          beside + " is there already; keep it, or write over it with --replace");
    }
    Machine machine =
        new MachineDescription(new MachineProbe(Path.of("/"))).of(file, profile, measured());
    MachineFile.write(beside, machine);
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        "Written: " + beside + " (" + machine.machine() + ", commit " + commit(machine) + ")");
    out.flush();
    return 0;
  }

  private static String commit(Machine machine) {
    Machine.Conditions c = machine.conditions();
    return c.commit() + (c.dirty() ? " with changes" : "");
  }

  private MachineDescription.Code measured() {
    Optional<GitRepository> repository =
        GitRepository.around(folder()).or(() -> GitRepository.around(Path.of("")));
    if (commit != null) {
      String hash =
          repository.isPresent() ? repository.get().resolve(commit).shortCommit() : commit;
      return new MachineDescription.Code(hash, false);
    }
    return new MachineDescription.Code(
        repository.flatMap(GitRepository::head).map(Revision::shortCommit).orElse(Machine.UNKNOWN),
        repository.isPresent() && repository.get().isDirty());
  }

  private Path folder() {
    Path folder = file.toAbsolutePath().getParent();
    return folder == null || !Files.isDirectory(folder) ? Path.of("") : folder;
  }
}
