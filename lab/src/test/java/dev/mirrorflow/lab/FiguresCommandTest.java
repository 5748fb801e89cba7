package dev.mirrorflow.lab;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.lab.figures.Figure;
import dev.mirrorflow.lab.figures.Figures;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** {@code figures}. */
final class FiguresCommandTest {

  @TempDir private Path folder;

  private static Stream<String> names() {
    return Figures.all().stream().map(Figure::name);
  }

  private Path svg(String name) {
    Cli.run("figures", name, "--output", folder, "--format", "svg").expectSuccess();
    return folder.resolve(name + ".svg");
  }

  private static Document parse(Path file) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    // The document type names an address; nothing is to be fetched.
    factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
    return factory.newDocumentBuilder().parse(file.toFile());
  }

  /** The texts of the picture in the order they are drawn, sub- and superscripts in line. */
  private static String texts(Path file) throws Exception {
    StringBuilder out = new StringBuilder();
    NodeList nodes = parse(file).getElementsByTagName("text");
    for (int k = 0; k < nodes.getLength(); k++) {
      out.append(nodes.item(k).getTextContent());
    }
    return out.toString();
  }

  @ParameterizedTest
  @MethodSource("names")
  void isDrawnInBothFormatsTheSameEachTime(String name) throws Exception {
    String out = Cli.run("figures", name, "--output", folder).expectSuccess();
    Path png = folder.resolve(name + ".png");
    Path svg = folder.resolve(name + ".svg");
    assertEquals(List.of(png.toString(), svg.toString()), out.lines().toList());
    BufferedImage image = ImageIO.read(png.toFile());
    assertTrue(image.getWidth() >= 1600 && image.getHeight() >= 800, image.toString());
    assertTrue(colors(image) > 4, "an empty picture");
    byte[] first = Files.readAllBytes(svg);
    assertArrayEquals(first, Files.readAllBytes(svg(name)));
    Document document = parse(svg);
    assertEquals(image.getWidth() + "px", document.getDocumentElement().getAttribute("width"));
    NodeList nodes = document.getElementsByTagName("text");
    for (int k = 0; k < nodes.getLength(); k++) {
      String style = nodes.item(k).getAttributes().getNamedItem("style").getTextContent();
      assertTrue(style.contains(", Arial, sans-serif;"), style);
    }
  }

  private static long colors(BufferedImage image) {
    int[] pixels =
        image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    return Arrays.stream(pixels).distinct().count();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "least-squares-projection | θ₁ | θ₂ | R(θ) = (y − Xθ)²/2",
        "loss-contours | u | v | L(u, v) = (y − uv)²/2",
        "potential-contours | θ₁ | θ₂ | limit θ∞ = argmin φα",
        "limit-norms | scale α of the start | norm / least norm | ‖θ∞‖₁ / min ‖θ‖₁",
        "network-trajectories | t | θj(t) | α = 10−6: one after another",
        "sgd-sparsity | scale α of the start | ‖θ‖₁ / min ‖θ‖₁ | batches of 4",
        "step-size | step γ / largest stable step | sharpness γ/2 | ‖θ‖₁ predicted",
        "start-regimes | scale α of the start | tangent kernel | dense θ*",
        "samples-needed | scale α of the start | median of 3 draws | depth 3",
        "depth | scale α of the start | ‖θ∞‖₁ / min ‖θ‖₁ | depth 6",
        "bad-starts | iteration | training loss / R(0) | after corrupted copies",
        "early-stopping | iteration | error on samples held out | least squares on the support",
        "momentum | λ = γ/(1−β)² | ln(α / effective α) | u ± v changed sign",
      })
  void svgHoldsTheLabels(String name, String x, String y, String more) throws Exception {
    String texts = texts(svg(name));
    for (String label : List.of(x, y, more)) {
      assertTrue(texts.contains(label), label + " is not in " + texts);
    }
  }

  @Test
  void listNamesAllWithTheirCaptions() {
    List<String> lines = Cli.run("figures", "--list").expectSuccess().lines().toList();
    assertEquals(Figures.all().size(), lines.size());
    for (int k = 0; k < lines.size(); k++) {
      Figure figure = Figures.all().get(k);
      assertTrue(lines.get(k).startsWith(figure.name() + "  "), lines.get(k));
      assertTrue(lines.get(k).endsWith(figure.caption()), lines.get(k));
      assertTrue(lines.get(k).length() <= 120, lines.get(k));
    }
  }

  @Test
  void namesAreDistinctAndFitForFiles() {
    assertEquals(names().count(), names().distinct().count());
    assertTrue(names().allMatch(name -> name.matches("[a-z0-9]+(-[a-z0-9]+)*")));
  }

  @Test
  void onlyTheFormatAskedForIsWritten() throws IOException {
    String name = names().findFirst().orElseThrow();
    Cli.run("figures", name, name, "--output", folder, "--format", "PNG").expectSuccess();
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(folder.resolve(name + ".png")), files.toList());
    }
  }

  @Test
  void unknownFigure() {
    String line = Cli.run("figures", "mona-lisa", "--output", folder).expectOneLine(2);
    assertTrue(line.contains("'mona-lisa'") && line.contains("see 'mirrorflow figures"), line);
    names().forEach(name -> assertTrue(line.contains(name), line));
  }

  @Test
  void unknownFormat() {
    String line = Cli.run("figures", "--all", "--format", "pdf").expectOneLine(2);
    assertTrue(line.contains("pdf") && line.contains("png, svg"), line);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--all loss-contours", "--list --all", "--list loss-contours"})
  void oneOfNamesAllAndList(String arguments) {
    String line = Cli.run((Object[]) ("figures " + arguments).strip().split(" ")).expectOneLine(2);
    assertTrue(line.contains("--all") && line.contains("--list"), line);
  }

  @Test
  void folderThatCannotBeWritten() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "", StandardCharsets.UTF_8);
    String line = Cli.run("figures", "--all", "--output", file.resolve("x")).expectOneLine(3);
    assertTrue(line.contains(file.toString()), line);
    Files.createDirectory(folder.resolve("loss-contours.png"));
    line = Cli.run("figures", "loss-contours", "--output", folder).expectOneLine(3);
    assertTrue(line.contains("loss-contours.png: is a folder"), line);
    assertFalse(Files.exists(folder.resolve("loss-contours.svg")));
  }
}
