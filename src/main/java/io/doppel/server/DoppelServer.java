package io.doppel.server;

import io.doppel.api.job.OtherServers;
import io.doppel.engine.Auditor;
import io.doppel.engine.Doppel;
import io.doppel.engine.archive.SnapshotClock;
import io.doppel.server.access.Gate;
import io.doppel.server.access.OriginCheck;
import io.doppel.server.body.Bodies;
import io.doppel.server.body.JavalinJson;
import io.doppel.server.body.Parameters;
import io.doppel.server.compute.Addresses;
import io.doppel.server.compute.Computing;
import io.doppel.server.limit.Limits;
import io.doppel.server.log.RequestId;
import io.doppel.server.problem.ErrorPages;
import io.doppel.server.problem.Problems;
import io.doppel.server.route.Routes;
import io.doppel.server.route.about.EvaluationRoutes;
import io.doppel.server.route.about.JobRoutes;
import io.doppel.server.route.about.ServerRoutes;
import io.doppel.server.route.about.SessionRoutes;
import io.doppel.server.route.assistant.AssistantRoutes;
import io.doppel.server.route.classification.ClassifierRoutes;
import io.doppel.server.route.classification.ExampleMapRoutes;
import io.doppel.server.route.collection.CollectionRoutes;
import io.doppel.server.route.collection.DocumentRoutes;
import io.doppel.server.route.collection.Events;
import io.doppel.server.route.collection.ExaminationRoutes;
import io.doppel.server.route.collection.FileRoutes;
import io.doppel.server.route.collection.SnapshotRoutes;
import io.doppel.server.route.collection.UpkeepRoutes;
import io.doppel.server.route.duplicates.ClusterRoutes;
import io.doppel.server.route.duplicates.CurationRoutes;
import io.doppel.server.route.duplicates.DecisionRoutes;
import io.doppel.server.route.duplicates.DuplicateRoutes;
import io.doppel.server.route.duplicates.MiningRoutes;
import io.doppel.server.route.duplicates.TeachingRoutes;
import io.doppel.server.route.duplicates.TemplateRoutes;
import io.doppel.server.route.learning.TrainingRoutes;
import io.doppel.server.route.plagiarism.BatchRoutes;
import io.doppel.server.route.plagiarism.PlagiarismRoutes;
import io.doppel.server.route.search.MapRoutes;
import io.doppel.server.route.search.SearchRoutes;
import io.doppel.server.route.text.EmbeddingRoutes;
import io.doppel.server.route.text.ModelRoutes;
import io.doppel.server.route.text.SimilarityRoutes;
import io.doppel.server.route.text.TextRoutes;
import io.doppel.server.tls.TlsConnections;
import io.doppel.server.trace.Traces;
import io.doppel.server.trail.AuditTrail;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.HandlerType;
import io.javalin.util.JavalinException;
import jakarta.servlet.DispatcherType;
import java.io.IOException;
import java.net.BindException;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.jspecify.annotations.Nullable;

/// The JSON API and the page, over HTTP. Virtual threads serve the connections; what is computed is bounded by
/// [Computing].
public final class DoppelServer implements AutoCloseable {

  private static final long STOP_MILLIS = 2_000;

  /// Each takes a few kilobytes; more wait until one of them ends, which the idle ones do sooner then.
  private static final int MOST_CONNECTIONS = 4_096;

  private static final long CROWDED_IDLE_MILLIS = 3_000;

  /// How long the server waits from one audit to the next; each takes a second or two of processor time.
  private static final Duration AUDIT_PAUSE = Duration.ofMinutes(10);

  /// Ids of documents may hold whatever letters there are, escaped. What is ambiguous about them are file systems and
  /// routes by decoded addresses: routes go by the address as it came, and the files of the page have no such names.
  private static final UriCompliance IDS =
      UriCompliance.DEFAULT.with(
          "ids",
          UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR,
          UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING,
          UriCompliance.Violation.AMBIGUOUS_PATH_SEGMENT,
          UriCompliance.Violation.AMBIGUOUS_PATH_PARAMETER,
          UriCompliance.Violation.AMBIGUOUS_EMPTY_SEGMENT,
          UriCompliance.Violation.SUSPICIOUS_PATH_CHARACTERS);

  private static final Logger LOG = Logger.getLogger(DoppelServer.class.getName());

  private final Doppel doppel;
  private final AuditTrail trail;
  private final Optional<Traces> traces;
  private final Computing computing;
  private final List<Routes> groups;
  private final Javalin javalin;
  private final Auditor auditor;
  private final SnapshotClock snapshots;
  private final OtherServers others;
  private volatile boolean ready;

  private DoppelServer(
      Doppel doppel, ServerSettings settings, Limits limits, Gate gate, @Nullable TlsConnections tls) {
    this.doppel = doppel;
    this.trail = settings.trail();
    this.traces = Traces.to(settings.log().traces());
    this.computing = new Computing(settings.deadlines());
    this.others = new OtherServers(doppel);
    this.groups =
        List.of(
            new Events(doppel, others),
            new JobRoutes(doppel, others),
            new SessionRoutes(gate),
            new ServerRoutes(doppel, () -> ready),
            new EvaluationRoutes(doppel),
            new CollectionRoutes(doppel, limits),
            new DocumentRoutes(doppel, limits),
            new FileRoutes(doppel, limits),
            new UpkeepRoutes(doppel, others),
            new SnapshotRoutes(doppel, settings.archive(doppel), Clock.systemUTC()),
            new ExaminationRoutes(doppel),
            new SearchRoutes(doppel),
            new MapRoutes(doppel),
            new DuplicateRoutes(doppel),
            new DecisionRoutes(doppel),
            new TemplateRoutes(doppel),
            new MiningRoutes(doppel),
            new ClusterRoutes(doppel),
            new CurationRoutes(doppel, limits),
            new TeachingRoutes(doppel),
            new ClassifierRoutes(doppel, limits),
            new ExampleMapRoutes(doppel),
            new PlagiarismRoutes(doppel),
            new BatchRoutes(doppel),
            new TrainingRoutes(doppel),
            new SimilarityRoutes(doppel),
            new TextRoutes(),
            new AssistantRoutes(doppel, computing),
            new EmbeddingRoutes(doppel.encoder()),
            new ModelRoutes(doppel));
    this.snapshots =
        new SnapshotClock(doppel, settings.archive(doppel), settings.snapshots().schedule(), Clock.systemUTC());
    Metrics metrics = new Metrics(doppel, computing, settings.trail(), snapshots);
    this.javalin = Javalin.create(config -> configure(config, settings, metrics, gate, tls));
    this.auditor = Auditor.start(doppel, AUDIT_PAUSE);
    snapshots.start();
    others.start();
  }

  /// Starts to serve this machine, with the usual deadlines and without keys.
  public static DoppelServer start(Doppel doppel, String host, int port) throws IOException {
    return start(doppel, ServerSettings.local(host, port));
  }

  /// Starts to serve. The engine stays the caller's: close the server first, then the engine.
  ///
  /// @throws BindException if the address or the port cannot be had
  /// @throws IllegalArgumentException if the network would be let in without a key, and nobody said that this is meant
  /// @throws IOException if the keys cannot be read
  public static DoppelServer start(Doppel doppel, ServerSettings settings) throws IOException {
    Limits limits = new Limits(settings.limits());
    Gate gate = Gate.of(settings.host(), settings.basePath(), settings.access(), limits, Clock.systemUTC());
    TlsConnections tls = settings.tls() == null ? null : new TlsConnections(settings.tls());
    DoppelServer server = new DoppelServer(doppel, settings, limits, gate, tls);
    try {
      server.javalin.start(settings.host(), settings.port());
    } catch (JavalinException e) {
      server.close();
      BindException refused =
          new BindException(
              "cannot listen on %s port %d: it is taken, or not an address of this machine"
                  .formatted(settings.host(), settings.port()));
      refused.initCause(e);
      throw refused;
    }
    // The engine embedded a word when it was opened, so the model is known to answer.
    server.ready = true;
    return server;
  }

  /// The port that is served.
  public int port() {
    return javalin.port();
  }

  /// Every route by method and path, such as `GET /v1/server`, which answers HEAD as well; the files of the page are
  /// none.
  List<String> routes() {
    return javalin.unsafe.internalRouter.allHttpHandlers().stream()
        .map(handler -> handler.endpoint)
        .filter(endpoint -> endpoint.method.isHttpMethod() && !endpoint.method.equals(HandlerType.HEAD))
        .map(endpoint -> endpoint.method.name() + " " + endpoint.path)
        .toList();
  }

  /// Stops: takes no new request, tells everything that is under way to stop, and waits for that; some seconds at most.
  @Override
  public void close() {
    ready = false;
    auditor.close();
    snapshots.close();
    others.close();
    for (Connector connector : javalin.jettyServer().server().getConnectors()) {
      var ignored = connector.shutdown();
    }
    groups.forEach(Routes::stop);
    doppel.jobs().cancelAll();
    computing.close();
    try {
      javalin.stop();
    } catch (JavalinException e) {
      LOG.log(
          Level.INFO,
          e,
          () ->
              String.format(
                  Locale.ROOT,
                  "some connections did not end within %,d ms and were cut",
                  STOP_MILLIS));
    }
    groups.forEach(Routes::close);
    doppel.jobs().close();
    trail.close();
    traces.ifPresent(Traces::close);
  }

  private void configure(
      JavalinConfig config, ServerSettings settings, Metrics metrics, Gate gate, @Nullable TlsConnections tls) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.concurrency.useVirtualThreads = true;
    config.http.prefer405over404 = true;
    config.http.maxRequestSize = Bodies.MAX_BYTES;
    config.http.defaultContentType = Bodies.JSON;
    config.jsonMapper(new JavalinJson());
    config.jetty.modifyServer(server -> configure(server, settings.basePath()));
    config.jetty.addConnector((server, http) -> connector(server, http, settings, tls));
    config.jetty.modifyHttpConfiguration(DoppelServer::configure);
    config.routes.before(RequestEnd::expect);
    metrics.register(config);
    PageFiles.register(config);
    new OriginCheck(settings.host(), settings.access()).register(config.routes);
    config.routes.before(Parameters::requireReadableAddress);
    gate.register(config.routes);
    Problems.register(config.routes);
    RequestLog log = new RequestLog(settings.log(), settings.trail(), Clock.systemUTC());
    // Before the answer leaves: who did something is kept also where nobody waits to hear of it.
    config.routes.after(log::keep);
    RequestEnd end =
        new RequestEnd(
            (ctx, milliseconds) -> {
              metrics.took(ctx, milliseconds);
              log.took(ctx, milliseconds);
              traces.ifPresent(sent -> sent.took(ctx, milliseconds));
              RequestId.leave();
            });
    config.jetty.modifyServletContextHandler(
        handler -> handler.addFilter(new FilterHolder(end), "/*", EnumSet.of(DispatcherType.REQUEST)));
    Addresses addresses = new Addresses(config.routes, computing);
    groups.forEach(group -> group.register(addresses));
  }

  private static Connector connector(
      Server server, HttpConfiguration http, ServerSettings settings, @Nullable TlsConnections tls) {
    HttpConnectionFactory plain = new HttpConnectionFactory(http);
    ServerConnector connector =
        tls == null
            ? new ServerConnector(server, plain)
            : new ServerConnector(server, tls.factory(plain.getProtocol()), plain);
    if (tls != null) {
      http.addCustomizer(new SecureRequestCustomizer(false));
      connector.addBean(tls.watch(connector));
    }
    connector.setHost(settings.host());
    connector.setPort(settings.port());
    connector.addBean(new SlowBeginnings(connector));
    return connector;
  }

  private static void configure(HttpConfiguration http) {
    http.setSendServerVersion(false);
    http.setUriCompliance(IDS);
  }

  private static void configure(Server server, String basePath) {
    server.setStopTimeout(STOP_MILLIS);
    server.setErrorHandler(new ErrorPages());
    if (!basePath.isEmpty()) {
      server.insertHandler(new BasePath(basePath));
    }
    server.insertHandler(new PlainHttp());
    server.insertHandler(new GracefulHandler());
    NetworkConnectionLimit limit = new NetworkConnectionLimit(MOST_CONNECTIONS, server);
    limit.setEndPointIdleTimeout(CROWDED_IDLE_MILLIS);
    server.addBean(limit);
  }
}
