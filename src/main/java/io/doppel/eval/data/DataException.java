package io.doppel.eval.data;

import java.io.IOException;

/// A file does not hold what its layout says. The message names the file, the line and what is wrong.
public final class DataException extends IOException {

  private static final long serialVersionUID = 1L;

  /// @param where the file, or `file:line`
  /// @param what what is wrong with it
  public DataException(Object where, String what) {
    super(where + ": " + what);
  }

  public DataException(Object where, String what, Throwable cause) {
    super(where + ": " + what, cause);
  }
}
