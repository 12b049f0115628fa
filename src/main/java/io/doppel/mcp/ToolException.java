package io.doppel.mcp;

/// A tool did not do what it was asked for, for a reason that the assistant can mend or tell.
public final class ToolException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public ToolException(String message, Throwable cause) {
    super(message, cause);
  }
}
