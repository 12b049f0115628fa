// Numbers and times as the interface's language writes them.

import { language, t } from './strings.js';

const format = (options) => (value) => new Intl.NumberFormat(language(), options).format(value);

export const count = format({ maximumFractionDigits: 0 });
export const percent = format({ style: 'percent', maximumFractionDigits: 0 });
export const cosine = format({ minimumFractionDigits: 3, maximumFractionDigits: 3 });

/** A measured value: four decimals, none for a count. */
export const measured = (value) => (value === null ? '–' : format({ maximumFractionDigits: 4, minimumFractionDigits: value > 1 && Number.isInteger(value) ? 0 : 4 })(value));

/** How far a measured value is from another one. */
export const difference = format({ maximumFractionDigits: 4, minimumFractionDigits: 4, signDisplay: 'always' });

/** A number of any size, as exact as one can take in. */
export const brief = format({ maximumSignificantDigits: 3 });

/** A day given in ISO 8601. */
export const date = (day) => new Intl.DateTimeFormat(language(), { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(day));

/** A moment given in ISO 8601, where the reader is. */
export const moment = (instant) => new Intl.DateTimeFormat(language(), { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(instant));

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'];

/** A size in the largest unit that leaves a whole number. */
export function bytes(value) {
  const power = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(1, value)) / 3));
  return format({ style: 'unit', unit: UNITS[power], maximumFractionDigits: power > 1 ? 1 : 0 })(value / 1000 ** power);
}

/** A number of seconds in its two largest units. */
export function duration(seconds) {
  const whole = Math.max(0, Math.round(seconds));
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  if (hours) return `${t('hours', hours)} ${t('minutes', minutes)}`;
  if (minutes) return `${t('minutes', minutes)} ${t('seconds', whole % 60)}`;
  return t('seconds', whole);
}
