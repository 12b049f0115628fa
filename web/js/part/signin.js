// Signing in, where the server wants a key, and out again.

import * as api from '../base/api.js';
import { attempt, inWords } from '../base/attempt.js';
import { el, field, section } from '../base/dom.js';
import { t } from '../base/strings.js';

/** A form that takes a key; `why` is said beside it, `entered(session)` hears who signed in. */
export function signInForm(why, entered) {
  const key = el('input', { id: 'key', type: 'password', autocomplete: 'current-password', spellcheck: 'false', required: true });
  const said = el('p', { id: 'key-refused', class: 'error', role: 'alert' }, why);
  const form = el('form', { class: 'ask', submit }, field(t('key'), key), el('button', { class: 'primary' }, t('signIn')));
  async function submit(event) {
    event.preventDefault();
    said.textContent = '';
    await attempt(async () => entered(await api.signIn(key.value.trim())), (problem) => {
      said.textContent = inWords(problem);
      key.focus();
    });
  }
  return section('sign-in', t('signIn'), t('keyWanted'), form, said);
}

/** Shows who is signed in, and the way out, in a button that is hidden otherwise. */
export function showSignedIn(button, { name, csrf_token: token }) {
  button.hidden = !token;
  button.title = name ?? '';
  button.onclick = () => attempt(async () => {
    await api.signOut();
    location.reload();
  }, () => {
    // That the server is gone is told elsewhere.
  });
}
