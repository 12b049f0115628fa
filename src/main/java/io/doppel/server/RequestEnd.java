package io.doppel.server;

import io.javalin.http.Context;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/// Tells of each request when it is over, whatever became of its answer. Javalin's own logger of requests is passed
/// over where an answer could not be written, as when the client went in the middle of it.
final class RequestEnd implements Filter {

  private static final String CONTEXT = "doppel.context";

  /// Hears of a request that is over, on the thread that answered it.
  @FunctionalInterface
  interface Listener {

    /// @param milliseconds from its beginning until its answer was written, or could not be
    void took(Context ctx, float milliseconds);
  }

  private final Listener listener;

  RequestEnd(Listener listener) {
    this.listener = listener;
  }

  /// Says what is to be told of when this request is over.
  static void expect(Context ctx) {
    ctx.attribute(CONTEXT, ctx);
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    long begin = System.nanoTime();
    try {
      chain.doFilter(request, response);
    } finally {
      if (request.getAttribute(CONTEXT) instanceof Context ctx) {
        listener.took(ctx, (System.nanoTime() - begin) / (float) TimeUnit.MILLISECONDS.toNanos(1));
      }
    }
  }
}
