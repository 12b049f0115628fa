// The texts of the interface in the language chosen: en.js or ko.js.

import { en } from './en.js';
import { ko } from './ko.js';
import { local } from './settings.js';

const LANGUAGES = { en, ko };
let current = [local.get('language'), navigator.language.slice(0, 2), 'en'].find((code) => code in LANGUAGES);

export const language = () => current;

export function switchLanguage() {
  current = current === 'en' ? 'ko' : 'en';
  local.set('language', current);
}

export function t(name, ...values) {
  const text = LANGUAGES[current][name];
  if (text === undefined) throw new Error(`no text is named ${name}`);
  return typeof text === 'function' ? text(...values) : text;
}

/** The kind of a case in words; a kind this page does not know is shown as it is. */
export const kindName = (kind) => LANGUAGES[current][`kind.${kind}`] ?? kind;
/** Why a case does not count. */
export const reasonName = (reason) => LANGUAGES[current][`reason.${reason}`] ?? reason;
