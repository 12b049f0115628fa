// What is being written, kept by the tab until it is stored or given up: the page may be loaded anew meanwhile, or made anew in another language.

import { session } from './settings.js';

/**
 * Fills controls with what was written into them before, by their ids, unless what they began with (`from`) is another text by now; gives a
 * way to forget it.
 */
export function keepDraft(form, name, from = '') {
  const key = `draft ${name}`;
  const controls = () => [...form.querySelectorAll('input, textarea')].filter(({ id, type, readOnly }) => id && type !== 'file' && !readOnly);
  const kept = JSON.parse(session.get(key) ?? '{}');
  if (kept.from === from) for (const control of controls()) control.value = kept.values[control.id] ?? control.value;
  form.addEventListener('input', () => session.set(key, JSON.stringify({ from, values: Object.fromEntries(controls().map(({ id, value }) => [id, value])) })));
  return () => session.set(key, '{}');
}
