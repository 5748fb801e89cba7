package dev.mirrorflow.spark;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.lab.grid.EngineFactory;
import java.io.File;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.launcher.JavaModuleOptions;
import org.apache.spark.sql.SparkSession;
import scala.Option;

/**
 * {@code --engine spark}: Spark from the class path, which is Maven's or that of spark-submit.
 *
 * <p>What 1000 executors mean: a task is a pack of up to 16 points, some 2 kB each way, and no
 * executor speaks to another, so there is no reduction and its depth is 0. The driver sends and
 * takes 16 · 0.2 kB of rows a pack; a million points are 62,500 tasks and 200 MB of rows in all.
 * Its own work is a checksum and an fsync a row in the journal, about 1 ms on a disk: the journal
 * keeps up with 1000 executors while a point takes a second or more.
 */
public final class SparkEngineFactory implements EngineFactory {

  @Override
  public String name() {
    return "spark";
  }

  /**
   * Starts a session, or takes part in that of spark-submit.
   *
   * @param master the URL; empty for that of spark-submit, or local[*] without one
   */
  @Override
  public Engine start(String master) {
    SparkConf conf = new SparkConf().setIfMissing("spark.app.name", "mirrorflow grid");
    if (!master.isEmpty()) {
      conf.setMaster(master);
    }
    conf.setIfMissing("spark.master", "local[*]");
    conf.setIfMissing("spark.ui.enabled", "false");
    if (conf.contains("spark.submit.deployMode")) { // otherwise our log4j2.properties holds
      conf.setIfMissing("spark.log.level", "WARN");
    }
    String options =
        JavaModuleOptions.defaultModuleOptions() + " --enable-native-access=ALL-UNNAMED";
    conf.set(
        "spark.executor.extraJavaOptions",
        (conf.get("spark.executor.extraJavaOptions", "") + " " + options).strip());
    // One thread a task, as the local engine has: the bits of BLAS depend on the number.
    conf.set("spark.executorEnv.OPENBLAS_NUM_THREADS", "1");
    bringTheCode(conf);
    String url = conf.get("spark.master");
    StandaloneMaster.requireAnswer(url);
    SparkSession session;
    try {
      session = SparkSession.builder().config(conf).getOrCreate();
    } catch (Exception e) { // Scala declares none
      throw new BadDataException(
          "Spark does not start on "
              + url
              + " ("
              + String.valueOf(e.getMessage()).lines().findFirst().orElse("")
              + "); check --master"
              + (url.equals("yarn") || url.startsWith("k8s:")
                  ? ", and start it by the spark-submit of a Spark that has " + url.split(":", 2)[0]
                  : ""),
          e);
    }
    StandaloneMaster.requireRegistered(url, session.sparkContext());
    return new SparkGrid(session);
  }

  /** Executors beside this process share its class path, others are sent the application's jar. */
  private static void bringTheCode(SparkConf conf) {
    if (conf.get("spark.master").startsWith("local-cluster")) {
      conf.set("spark.executor.extraClassPath", System.getProperty("java.class.path"));
      conf.set("spark.executorEnv.JAVA_HOME", System.getProperty("java.home"));
      return;
    }
    Option<String> jar = SparkContext.jarOfClass(SparkEngineFactory.class);
    if (jar.isDefined() && !conf.contains("spark.jars") && new File(jar.get()).isFile()) {
      conf.setJars(new String[] {jar.get()});
    }
  }
}
