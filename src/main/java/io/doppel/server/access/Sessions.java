package io.doppel.server.access;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// People who signed in on the page. A browser has a token that scripts cannot read and that is known here by its hash;
/// the page has another one, made of the first, which it sends with whatever changes something, so that no other site
/// can do so in its name. All are forgotten when the server stops. Any thread may ask.
final class Sessions {

  static final Duration LASTS = Duration.ofHours(12);

  private static final int MOST = 10_000;
  private static final int MOST_OF_A_KEY = 20;
  private static final int TOKEN_BYTES = 32;

  private final SecureRandom chance = new SecureRandom();
  private final Clock clock;

  /// By the hash of the token, the oldest first; guarded by `this`.
  private final Map<String, Session> open = new LinkedHashMap<>();

  private record Session(String key, Instant ends) {}

  Sessions(Clock clock) {
    this.clock = clock;
  }

  /// Lets somebody in who has shown a key; of very many with the same key the oldest has to sign in again.
  ///
  /// @return the token for the browser
  synchronized String open(AccessKey key) {
    Instant now = clock.instant();
    open.values().removeIf(session -> !now.isBefore(session.ends()));
    List<String> own =
        open.entrySet().stream().filter(each -> each.getValue().key().equals(key.id())).map(Map.Entry::getKey).toList();
    if (own.size() >= MOST_OF_A_KEY) {
      open.remove(own.getFirst());
    } else if (open.size() >= MOST) {
      open.remove(open.keySet().iterator().next());
    }
    byte[] bytes = new byte[TOKEN_BYTES];
    chance.nextBytes(bytes);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    open.put(KeyText.hash(token), new Session(key.id(), now.plus(LASTS)));
    return token;
  }

  /// The id of the key that was shown for this token; empty if it is none, or not any more.
  synchronized Optional<String> key(String token) {
    return Optional.ofNullable(open.get(KeyText.hash(token)))
        .filter(session -> clock.instant().isBefore(session.ends()))
        .map(Session::key);
  }

  synchronized void close(String token) {
    open.remove(KeyText.hash(token));
  }

  /// What the page sends along.
  static String csrf(String token) {
    return KeyText.hash("csrf " + token);
  }

  /// Whether the page sent it.
  static boolean isCsrf(@Nullable String told, String token) {
    return told != null && KeyText.same(told, csrf(token));
  }
}
