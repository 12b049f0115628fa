// The server as one meets it: what it is, and who one is there. Asked when the page begins, and again when the server was gone meanwhile: it
// may have been started anew, as another version or with other keys.

import * as api from '../base/api.js';
import { latest } from '../base/latest.js';
import { learnRole } from '../base/role.js';
import { t } from '../base/strings.js';
import { learnThresholds } from '../base/thresholds.js';

/** Tells of `about` and `session` when they have become known, which are null until then. */
export const host = Object.assign(new EventTarget(), { about: null, session: null });

/** Asks until there is an answer, also of a server that is starting. */
const asking = (name, learnt) => latest({
  busy: () => {},
  failed: () => {},
  done(answer) {
    host[name] = answer;
    learnt(answer);
    host.dispatchEvent(new Event(name));
  },
});

const about = asking('about', learnThresholds);
const session = asking('session', learnRole);

export const isKnown = () => Boolean(host.about && host.session);

export function learn() {
  about.run(api.about);
  session.run(api.session);
}

export function learnAnew() {
  api.forgetSession();
  learn();
}

/** What the foot of the page says; `visitor` is who is signed in, or null. */
export function introduction(visitor, locked) {
  const { version, model, dimension } = host.about ?? {};
  const words = version ? t('about', version, model, dimension) : locked ? 'Doppel' : `Doppel · ${t('waiting')}`;
  return [words, visitor && !locked && t('signedIn', visitor.name, visitor.role)].filter(Boolean).join(' · ');
}
