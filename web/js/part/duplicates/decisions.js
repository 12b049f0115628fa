// What a person decided about the pairs on the screen. The server keeps it with the collection and does not ask again.

import * as api from '../../base/api.js';

const key = (id1, id2) => JSON.stringify([id1, id2].sort());

/** `failed` hears of a decision that the server did not take. */
export function decisions(collection, pairs, failed) {
  const known = new Map(pairs.filter(({ decision }) => decision).map(({ id1, id2, decision }) => [key(id1, id2), decision]));
  return {
    /** `merge`, `apart`, `ignore`, or undefined. */
    of: (id1, id2) => known.get(key(id1, id2)),
    /** Decides; deciding the same again takes it back. */
    async decide(id1, id2, what) {
      const place = key(id1, id2);
      const before = known.get(place);
      const now = before === what ? undefined : what;
      const set = (value) => (value ? known.set(place, value) : known.delete(place));
      set(now);
      try {
        await api.decide(collection, { id1, id2, decision: now ?? 'undecided' });
      } catch (problem) {
        set(before);
        failed(problem);
      }
    },
  };
}
