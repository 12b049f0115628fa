// The texts of the interface in the language chosen.

import { local } from './settings.js';
import { en } from '../strings/en/all.js';
import { ko } from '../strings/ko/all.js';
import { fields, problems } from '../strings/ko/problems.js';

const LANGUAGES = { en, ko };
/** What the server says in English, and fields are called in English. */
const FROM_ENGLISH = { en: { problems: {}, fields: {} }, ko: { problems, fields } };
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

/**
 * What a problem says, by its code; the server's own sentence, which is English, stands behind where it names values. Where this page
 * does not know the code, the sentence is all there is.
 */
export function problemText(code, sentence) {
  const words = FROM_ENGLISH[current].problems[code];
  return words ? words(sentence) : sentence;
}

/** A metadata field in words. */
export const fieldName = (field) => FROM_ENGLISH[current].fields[field] ?? field.replaceAll('_', ' ');
/** A metadata value in words: a code of a language gets its name. */
export function fieldValue(field, value) {
  if (!/^lang(uage)?$/.test(field) || !/^[a-z]{2,3}(-\w+)?$/.test(value)) return value;
  try {
    return new Intl.DisplayNames(current, { type: 'language', fallback: 'code' }).of(value);
  } catch {
    // It only looks like one.
    return value;
  }
}

/** The kind of a case in words; a kind this page does not know is shown as it is. */
export const kindName = (kind) => LANGUAGES[current][`kind.${kind}`] ?? kind;
/** What a job does, in words; a kind this page does not know has its own name. */
export const jobName = (kind, collection) => LANGUAGES[current][`job.${kind}`]?.(collection) ?? `${kind}: ${collection}`;
/** The words of a figure; one that this page does not know has its own name. */
export const columnName = (field) => LANGUAGES[current][`column.${field}`] ?? field.replaceAll('_', ' ');
/** How texts were changed, such as `typos 5 %`. */
export const changeName = (change) => change.replace(/^\w+/, (name) => LANGUAGES[current][`change.${name}`] ?? name);
/** What texts have in common, such as `tokens=1 to 8`. */
export const sliceName = (slice) => slice.replace(/^([^=]+)=/, (_, property) => `${LANGUAGES[current][`slice.${property}`] ?? fieldName(property)}: `);
/** How letters were exchanged or hidden. */
export const disguiseName = (kind) => LANGUAGES[current][`disguise.${kind}`] ?? kind;
/** Why a case does not count. */
export const reasonName = (reason) => LANGUAGES[current][`reason.${reason}`] ?? reason;
