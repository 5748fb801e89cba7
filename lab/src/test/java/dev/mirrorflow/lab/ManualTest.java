package dev.mirrorflow.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** The manual in docs: its reference is that of {@code --help}, its links lead somewhere. */
class ManualTest {

  private static final Path DOCS = Repository.root().resolve("docs");

  /** {@code -Dmirrorflow.write=true} writes the reference instead of comparing it. */
  private static final boolean WRITES = Boolean.getBoolean("mirrorflow.write");

  private static final Pattern LINK = Pattern.compile("]\\(([^)#]+)[^)]*\\)");
  private static final Pattern COMMAND = Pattern.compile("^\\./mirrorflow ([a-z].*)$");

  /** Commands of other programs, which have tests of their own. */
  private static final List<String> OTHERS =
      List.of("ab", "compare", "history", "report", "export", "describe", "bench", "peers");

  static List<Path> pages() throws IOException {
    try (Stream<Path> files = Files.list(DOCS)) {
      return files.filter(file -> file.toString().endsWith(".md")).sorted().toList();
    }
  }

  @Test
  void theReferenceIsThatOfHelp() throws IOException {
    Path file = DOCS.resolve("reference.md");
    String right = reference();
    if (WRITES) {
      Files.writeString(file, right);
    }
    assertEquals(
        right, Files.readString(file), "run this test with -Dmirrorflow.write=true to renew it");
  }

  private static String reference() {
    StringBuilder page = new StringBuilder("# Reference\n\nMade from `--help` by a test.\n");
    for (String command : Commands.all().getSubcommands().keySet()) {
      String help = Cli.run(command, "--help").expectSuccess();
      page.append("\n## ").append(command).append("\n\n```\n");
      help.lines().forEach(line -> page.append(line.stripTrailing()).append('\n'));
      page.append("```\n");
    }
    return page.toString();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void linksLeadSomewhere(Path page) throws IOException {
    LINK.matcher(Files.readString(page))
        .results()
        .map(match -> match.group(1))
        .filter(link -> !link.startsWith("http"))
        .forEach(
            link -> assertTrue(Files.exists(DOCS.resolve(link)), page.getFileName() + ": " + link));
  }

  static List<Path> pagesAndReadme() throws IOException {
    List<Path> all = new ArrayList<>(pages());
    all.add(Repository.root().resolve("README.md"));
    return all;
  }

  /** Those that take long are run by nobody, but their options exist. */
  @ParameterizedTest
  @MethodSource("pagesAndReadme")
  void commandsParse(Path page) throws IOException {
    for (String line : Files.readAllLines(page)) {
      var match = COMMAND.matcher(line);
      if (match.find()) {
        String[] words = match.group(1).replace("\"", "").replaceAll(" [|#].*", "").split(" ");
        if (!OTHERS.contains(words[0])) {
          CommandLine parser = Commands.all();
          parser.parseArgs(words);
        }
      }
    }
  }
}
