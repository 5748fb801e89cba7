package dev.mirrorflow.design;

/**
 * The discrete cosine transform of length d, a power of two, without a scale: C_k = Σ_j x_j
 * cos(πk(2j + 1)/(2d)), and its transpose. By a complex Fourier transform of length d/2 (J.
 * Makhoul, 1980) that goes from one array to another (T. Stockham, 1966): about 2.5 d log₂ d flops.
 */
final class CosineTransform {

  private final int d;
  private final int half;

  /** e^{-iπk/(2d)}, k &lt;= d/2. */
  private final double[] quarterCos;

  private final double[] quarterSin;

  /** e^{-2πik/d}, k &lt;= d/2. */
  private final double[] cos;

  private final double[] sin;

  /** V_k, k &lt;= d/2: the Fourier transform of what a cosine transform is the real part of. */
  private final double[] spectrumRe;

  private final double[] spectrumIm;
  private double[] re;
  private double[] im;
  private double[] nextRe;
  private double[] nextIm;

  /**
   * For vectors of this length.
   *
   * @param d a power of two, at least 2
   */
  CosineTransform(int d) {
    this.d = d;
    this.half = d / 2;
    this.quarterCos = new double[half + 1];
    this.quarterSin = new double[half + 1];
    this.cos = new double[half + 1];
    this.sin = new double[half + 1];
    for (int k = 0; k <= half; k++) {
      quarterCos[k] = Math.cos(Math.PI * k / (2.0 * d));
      quarterSin[k] = -Math.sin(Math.PI * k / (2.0 * d));
      cos[k] = Math.cos(2 * Math.PI * k / d);
      sin[k] = -Math.sin(2 * Math.PI * k / d);
    }
    this.spectrumRe = new double[half + 1];
    this.spectrumIm = new double[half + 1];
    this.re = new double[half];
    this.im = new double[half];
    this.nextRe = new double[half];
    this.nextIm = new double[half];
  }

  /**
   * The transform.
   *
   * @param x length d
   * @param out C, length d
   */
  void forward(double[] x, double[] out) {
    for (int m = 0; m < half; m++) {
      re[m] = ordered(x, 2 * m);
      im[m] = ordered(x, 2 * m + 1);
    }
    transform();
    for (int k = 0; k <= half; k++) {
      int at = k == half ? 0 : k;
      int mirrored = k == 0 ? 0 : half - k;
      double evenRe = (re[at] + re[mirrored]) / 2;
      double evenIm = (im[at] - im[mirrored]) / 2;
      double oddRe = (im[at] + im[mirrored]) / 2;
      double oddIm = (re[mirrored] - re[at]) / 2;
      double valueRe = evenRe + cos[k] * oddRe - sin[k] * oddIm;
      double valueIm = evenIm + cos[k] * oddIm + sin[k] * oddRe;
      out[k] = quarterCos[k] * valueRe - quarterSin[k] * valueIm;
      if (k > 0 && k < half) {
        out[d - k] = -(quarterCos[k] * valueIm + quarterSin[k] * valueRe);
      }
    }
  }

  /** x as the transform takes it: its even places rising, then its odd ones falling. */
  private double ordered(double[] x, int m) {
    return m < half ? x[2 * m] : x[2 * (d - 1 - m) + 1];
  }

  /**
   * The transpose, x_j = Σ_k c_k cos(πk(2j + 1)/(2d)).
   *
   * @param c length d
   * @param out x, length d
   */
  void transposed(double[] c, double[] out) {
    spectrumRe[0] = 2 * c[0];
    spectrumIm[0] = 0;
    for (int k = 1; k <= half; k++) {
      spectrumRe[k] = quarterCos[k] * c[k] - quarterSin[k] * c[d - k];
      spectrumIm[k] = -quarterSin[k] * c[k] - quarterCos[k] * c[d - k];
    }
    for (int k = 0; k < half; k++) {
      int mirrored = half - k;
      double evenRe = (spectrumRe[k] + spectrumRe[mirrored]) / 2;
      double evenIm = (spectrumIm[k] - spectrumIm[mirrored]) / 2;
      double restRe = (spectrumRe[k] - spectrumRe[mirrored]) / 2;
      double restIm = (spectrumIm[k] + spectrumIm[mirrored]) / 2;
      double oddRe = restRe * cos[k] + restIm * sin[k];
      double oddIm = restIm * cos[k] - restRe * sin[k];
      re[k] = evenRe - oddIm;
      im[k] = -(evenIm + oddRe);
    }
    transform();
    for (int m = 0; m < half; m++) {
      place(out, 2 * m, re[m]);
      place(out, 2 * m + 1, -im[m]);
    }
  }

  private void place(double[] out, int m, double value) {
    out[m < half ? 2 * m : 2 * (d - 1 - m) + 1] = value;
  }

  /** The complex Fourier transform of (re, im), in place of them. */
  private void transform() {
    int stride = 1;
    for (int n = half; n > 1; n /= 2) {
      int m = n / 2;
      int step = 2 * (half / n);
      for (int p = 0; p < m; p++) {
        butterflies(cos[p * step], sin[p * step], stride * p, stride * (p + m), stride);
      }
      double[] swap = re;
      re = nextRe;
      nextRe = swap;
      swap = im;
      im = nextIm;
      nextIm = swap;
      stride *= 2;
    }
  }

  private void butterflies(double cosine, double sine, int first, int second, int count) {
    double[] fromRe = re;
    double[] fromIm = im;
    double[] toRe = nextRe;
    double[] toIm = nextIm;
    int sums = 2 * first;
    int differences = sums + count;
    for (int q = 0; q < count; q++) {
      double aRe = fromRe[first + q];
      double aIm = fromIm[first + q];
      double bRe = fromRe[second + q];
      double bIm = fromIm[second + q];
      toRe[sums + q] = aRe + bRe;
      toIm[sums + q] = aIm + bIm;
      double offRe = aRe - bRe;
      double offIm = aIm - bIm;
      toRe[differences + q] = offRe * cosine - offIm * sine;
      toIm[differences + q] = offRe * sine + offIm * cosine;
    }
  }
}
