package io.doppel.server.tls;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.Scheduler;

/// Connections by TLS, with a certificate from files that are looked at again every few seconds: a new one counts for
/// new connections, without a restart. One that is of no use leaves the last one in place, and is told of in the log.
public final class TlsConnections {

  private static final Logger LOG = Logger.getLogger(TlsConnections.class.getName());
  private static final Duration LOOK = Duration.ofSeconds(2);

  private final TlsFiles files;
  private final SslContextFactory.Server context = new SslContextFactory.Server();
  private String state;

  /// What could not be read, so that it is told once.
  private String failed = "";

  /// @throws IOException if the files cannot be read or do not belong together
  public TlsConnections(TlsFiles files) throws IOException {
    this.files = files;
    this.state = files.state();
    context.setKeyStore(files.read());
    context.setKeyStorePassword("");
    // Any name leads here that the proxy or the network lets lead here; names are checked by the host of the request.
    context.setSniRequired(false);
  }

  /// What makes connections, over which `next` speaks.
  public SslConnectionFactory factory(String next) {
    return new SslConnectionFactory(context, next);
  }

  /// What looks at the files as long as a connector runs.
  public AbstractLifeCycle watch(Connector connector) {
    return new AbstractLifeCycle() {
      @Override
      protected void doStart() throws Exception {
        super.doStart();
        later();
      }

      private void later() {
        Scheduler.Task ignored =
            connector.getScheduler().schedule(this::look, LOOK.toMillis(), TimeUnit.MILLISECONDS);
      }

      private void look() {
        if (isRunning()) {
          reload();
          later();
        }
      }
    };
  }

  private void reload() {
    String now = files.state();
    if (now.equals(state)) {
      return;
    }
    try {
      var store = files.read();
      context.reload(changed -> changed.setKeyStore(store));
      state = now;
      failed = "";
      LOG.info(() -> "the certificate in %s was read again".formatted(files.certificate()));
    } catch (IOException e) {
      tell(now, e, "the certificate before goes on: " + e.getMessage());
    } catch (Exception e) { // As Jetty declares it.
      tell(now, e, "the certificate before goes on; the one in %s cannot be used".formatted(files.certificate()));
    }
  }

  /// It is tried again until it succeeds: rights of a file may change without the file.
  private void tell(String now, Exception failure, String message) {
    if (!now.equals(failed)) {
      failed = now;
      LOG.log(Level.SEVERE, failure, () -> message);
    }
  }
}
