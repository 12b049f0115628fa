package io.doppel.server.limit;

import io.doppel.engine.CollectionName;
import io.doppel.engine.DocumentCollection;
import io.doppel.engine.Doppel;
import io.doppel.server.problem.RequestException;
import io.doppel.source.DocumentSource;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What each key and each address may still ask for. Who has not asked for long is forgotten, and may ask for all of it
/// again. Thread-safe.
public final class Limits {

  /// Of each kind; what is kept of one is some hundred bytes.
  private static final int MOST_CALLERS = 20_000;

  /// Who has an address of IPv6 has all that begin like it.
  private static final int NETWORK_BYTES = 8;

  private final LimitSettings settings;
  private final LimitSettings ofAddresses;

  /// Those who asked last come last; guarded by `this`, as the other.
  private final Map<String, Allowance> keys = new Recent();

  private final Map<String, Allowance> addresses = new Recent();

  private static final class Recent extends LinkedHashMap<String, Allowance> {
    private static final long serialVersionUID = 1L;

    Recent() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Allowance> eldest) {
      return size() > MOST_CALLERS;
    }
  }

  public Limits(LimitSettings settings) {
    this.settings = settings;
    this.ofAddresses =
        new LimitSettings(
            settings.addresses(),
            List.of(),
            List.of(),
            settings.jobs(),
            settings.documents(),
            settings.collections(),
            settings.everywhere());
  }

  /// Whether they hold also where nobody needs a key and only this machine is let in.
  public boolean holdEverywhere() {
    return settings.everywhere();
  }

  /// Of a key.
  ///
  /// @param id which no other key has, before or after it
  public synchronized Allowance ofKey(String id, String name) {
    return keys.computeIfAbsent("key " + id, _ -> new Allowance("the key \"%s\"".formatted(name), settings));
  }

  /// Of whoever needs no key, by the address.
  public synchronized Allowance ofCaller(InetAddress address) {
    String network = network(address);
    return keys.computeIfAbsent("address " + network, _ -> new Allowance("the address " + network, settings));
  }

  /// Of an address, whatever keys it shows: it counts requests only.
  public synchronized Allowance ofAddress(InetAddress address) {
    String network = network(address);
    return addresses.computeIfAbsent(network, _ -> new Allowance("the address " + network, ofAddresses));
  }

  /// A source of documents, as many of them as the collection has room for; others are rejected.
  public DocumentSource within(DocumentSource source, DocumentCollection collection) {
    return settings.documents() == 0 ? source : new Quota(source, collection, settings.documents());
  }

  /// The collection of that name, made if it is missing and there is room for one more.
  ///
  /// @throws RequestException with 409 if there is none
  public DocumentCollection openOrCreate(Doppel doppel, CollectionName name) throws IOException {
    requireRoom(doppel, name);
    return doppel.openOrCreate(name);
  }

  /// @throws RequestException with 409 if there is no collection of that name, and no room for one more
  public void requireRoom(Doppel doppel, CollectionName name) throws IOException {
    int most = settings.collections();
    if (most > 0 && !doppel.exists(name) && doppel.collections().size() >= most) {
      throw new RequestException(
          HttpStatus.CONFLICT,
          "collections_full",
          String.format(
              Locale.ROOT,
              "there may be at most %,d collections (serve --limit-collections), and there are as many; "
                  + "delete some first",
              most));
    }
  }

  private static String network(InetAddress address) {
    return address instanceof Inet6Address
        ? HexFormat.ofDelimiter(":").formatHex(Arrays.copyOf(address.getAddress(), NETWORK_BYTES)) + "::/64"
        : address.getHostAddress();
  }
}
