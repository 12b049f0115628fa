package io.doppel.server.route.assistant;

import io.doppel.index.query.Filter;
import io.doppel.mcp.Caller;
import io.doppel.mcp.ToolException;
import io.doppel.server.access.Access;
import io.doppel.server.access.Role;
import io.doppel.server.compute.Computing;
import io.doppel.server.compute.Load;
import io.doppel.server.limit.Allowance;
import io.doppel.server.problem.RequestException;
import io.javalin.http.Context;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;

/// An assistant with the key of a request: it may what the key may, and its work is done where that of others is.
record KeyCaller(Context ctx, Computing computing) implements Caller {

  @Override
  public boolean sees(String collection) {
    return Access.of(ctx).sees(collection);
  }

  @Override
  public Filter filter() {
    return Access.of(ctx).filter();
  }

  @Override
  public <T> T run(Need need, String read, Callable<T> work) throws Exception {
    AtomicReference<T> answer = new AtomicReference<>();
    try {
      if (need != Need.SEARCH) {
        Access.of(ctx).require(Role.READ);
      }
      if (!read.isEmpty()) {
        Allowance.of(ctx).text(ctx, read);
      }
      computing.run(ctx, need == Need.HEAVY ? Load.HEAVY : Load.LIGHT, computed -> answer.set(work.call()));
    } catch (RequestException e) {
      throw new ToolException(String.valueOf(e.getMessage()), e);
    }
    return Objects.requireNonNull(answer.get(), "work has an answer");
  }
}
