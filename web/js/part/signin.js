// Signing in, where the server wants a key, and out again.

import * as api from '../base/api.js';
import { el, field, section } from '../base/dom.js';
import { t } from '../base/strings.js';

/** A form that takes a key instead of what the page would show; `why` is said beside it. */
export function signInForm(why) {
  const key = el('input', { id: 'key', type: 'password', autocomplete: 'current-password', spellcheck: 'false', required: true });
  const said = el('p', { id: 'key-refused', class: 'error', role: 'alert' }, why);
  const form = el('form', { class: 'ask', submit }, field(t('key'), key), el('button', { class: 'primary' }, t('signIn')));
  async function submit(event) {
    event.preventDefault();
    said.textContent = '';
    try {
      await api.signIn(key.value.trim());
      location.reload();
    } catch (problem) {
      if (!(problem instanceof api.Problem)) throw problem;
      said.textContent = problem.message || t('unexplained', problem.status);
      key.focus();
    }
  }
  return section('sign-in', t('signIn'), t('keyWanted'), form, said);
}

/** Shows who is signed in, and the way out, in a button that is hidden otherwise. */
export function showSignedIn(button, { name, csrf_token: token }) {
  button.hidden = !token;
  button.title = name ?? '';
  button.onclick = async () => {
    try {
      await api.signOut();
      location.reload();
    } catch (problem) {
      // That the server is gone is told elsewhere.
      if (!(problem instanceof api.Problem)) throw problem;
    }
  };
}
