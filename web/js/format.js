// Numbers and times as the interface's language writes them.

import { language, t } from './strings.js';

const format = (options) => (value) => new Intl.NumberFormat(language(), options).format(value);

export const count = format({ maximumFractionDigits: 0 });
export const percent = format({ style: 'percent', maximumFractionDigits: 0 });
export const cosine = format({ minimumFractionDigits: 3, maximumFractionDigits: 3 });

/** A number of seconds in its two largest units. */
export function duration(seconds) {
  const whole = Math.max(0, Math.round(seconds));
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  if (hours) return `${t('hours', hours)} ${t('minutes', minutes)}`;
  if (minutes) return `${t('minutes', minutes)} ${t('seconds', whole % 60)}`;
  return t('seconds', whole);
}
