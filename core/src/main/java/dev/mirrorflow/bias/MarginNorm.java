package dev.mirrorflow.bias;

import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.linalg.Equilibration;
import dev.mirrorflow.model.Norms;

/** The norm that a margin is taken against, and its dual. */
enum MarginNorm {
  L1 {
    @Override
    double of(double[] weighted) {
      return Norms.l1(weighted);
    }

    @Override
    double dual(double[] weighted) {
      return Norms.max(weighted);
    }
  },
  /** Rows are scaled only: the sizes of columns belong to the norm. */
  L2 {
    @Override
    double of(double[] weighted) {
      return Norms.l2(weighted);
    }

    @Override
    double dual(double[] weighted) {
      return Norms.l2(weighted);
    }

    @Override
    Equilibration scaling(DesignMatrix a) {
      return Equilibration.ofRows(a);
    }
  },
  LARGEST {
    @Override
    double of(double[] weighted) {
      return Norms.max(weighted);
    }

    @Override
    double dual(double[] weighted) {
      return Norms.l1(weighted);
    }
  };

  /** The norm of w, given times the weights of the columns. */
  abstract double of(double[] weighted);

  /** The dual norm of Aᵀλ, given divided by the weights of the columns. */
  abstract double dual(double[] weighted);

  /** By powers of two. */
  Equilibration scaling(DesignMatrix a) {
    return Equilibration.of(a);
  }
}
