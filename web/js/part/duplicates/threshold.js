// A similarity to choose: a slider with its number; if nobody moves it, what the server takes if not told.

import { el, field } from '../../base/dom.js';
import { t } from '../../base/strings.js';
import { standard } from '../../base/thresholds.js';

/** `kind` is one of `standard`. */
export function thresholdControl(id, kind, changed) {
  let chosen = false;
  const number = el('output', { for: id });
  const slider = el('input', { id, type: 'range', min: 0, max: 1, step: 0.01, input: () => { chosen = true; show(); changed(); } });

  const show = () => { number.textContent = Number(slider.value).toFixed(2); };

  function set(wanted) {
    chosen = Boolean(wanted) && Number(wanted) !== standard[kind];
    slider.value = wanted || standard[kind];
    show();
  }

  set();
  return {
    node: el('div', { class: 'threshold' }, field(t('threshold'), slider), number),
    set,
    get value() {
      if (!chosen && Number(slider.value) !== standard[kind]) set();
      return chosen ? Number(slider.value) : standard[kind];
    },
    /** For the server: undefined where it is the usual one, which the server knows before this page does. */
    get wanted() {
      const { param } = this;
      return param === '' ? undefined : param;
    },
    /** For the address: empty where it is the usual one. */
    get param() {
      const { value } = this;
      return value === standard[kind] ? '' : value;
    },
  };
}
