// What a person decided about the pairs on the screen. The server keeps it with the collection and does not ask again.

import * as api from '../../base/api.js';
import { attempt } from '../../base/attempt.js';

const key = (id1, id2) => JSON.stringify([id1, id2].sort());

/** `told(problem)` hears why the server did not take a decision, and null when it took one. */
export function decisions(collection, pairs, told) {
  /** What the server has, what is shown before it answers, and the last that was wanted of each pair. */
  const kept = new Map(pairs.filter(({ decision }) => decision).map(({ id1, id2, decision }) => [key(id1, id2), decision]));
  const shown = new Map(kept);
  const wanted = new Map();
  /** One after the other, so that of two about the same pair the later one stays. */
  let last = Promise.resolve();

  return {
    /** `merge`, `apart`, `ignore`, or undefined. */
    of: (id1, id2) => shown.get(key(id1, id2)),
    /** Decides; deciding the same again takes it back. */
    async decide(id1, id2, what) {
      const place = key(id1, id2);
      const wish = { decision: shown.get(place) === what ? undefined : what };
      shown.set(place, wish.decision);
      wanted.set(place, wish);
      last = last.then(() => attempt(async () => {
        await api.decide(collection, { id1, id2, decision: wish.decision ?? 'undecided' });
        kept.set(place, wish.decision);
        told(null);
      }, told));
      await last;
      if (wanted.get(place) === wish) shown.set(place, kept.get(place));
    },
  };
}
