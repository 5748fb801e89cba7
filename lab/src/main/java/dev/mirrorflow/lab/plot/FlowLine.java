package dev.mirrorflow.lab.plot;

import java.awt.Graphics2D;
import java.awt.geom.Path2D;

/** A curve with an arrow head on it that says in which direction it is run through. */
record FlowLine(double[] x, double[] y, Pen pen) implements Layer {

  /** Where the head lies, as a part of the drawn length. */
  private static final double HEAD_AT = 0.55;

  /** Half the opening of the head. */
  private static final double SLENDER = 0.4;

  @Override
  public void paint(Graphics2D g, Frame frame) {
    pen.use(g);
    g.draw(frame.path(x, y));
    double left = HEAD_AT * length(frame);
    for (int i = 1; i < x.length; i++) {
      double piece = piece(frame, i);
      if (piece > 0 && left <= piece) {
        head(g, frame, i, left / piece);
        return;
      }
      left -= piece;
    }
  }

  private double length(Frame frame) {
    double sum = 0;
    for (int i = 1; i < x.length; i++) {
      sum += piece(frame, i);
    }
    return sum;
  }

  private double piece(Frame frame, int i) {
    return Math.hypot(frame.px(x[i]) - frame.px(x[i - 1]), frame.py(y[i]) - frame.py(y[i - 1]));
  }

  private void head(Graphics2D g, Frame frame, int i, double part) {
    double fromX = frame.px(x[i - 1]);
    double fromY = frame.py(y[i - 1]);
    double dx = frame.px(x[i]) - fromX;
    double dy = frame.py(y[i]) - fromY;
    double size = 12 + 4 * pen.width();
    double angle = Math.atan2(dy, dx);
    double tipX = fromX + part * dx + size / 2 * Math.cos(angle);
    double tipY = fromY + part * dy + size / 2 * Math.sin(angle);
    Path2D head = new Path2D.Double();
    head.moveTo(tipX, tipY);
    for (double side : new double[] {-SLENDER, SLENDER}) {
      head.lineTo(tipX - size * Math.cos(angle + side), tipY - size * Math.sin(angle + side));
    }
    head.closePath();
    g.fill(head);
  }
}
