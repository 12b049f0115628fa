// A similarity to choose: a slider with its number.

import { el, field } from '../../base/dom.js';
import { t } from '../../base/strings.js';

export function thresholdControl(id, fallback, changed) {
  const number = el('output', { for: id });
  const slider = el('input', { id, type: 'range', min: 0, max: 1, step: 0.01, input: () => { show(); changed(); } });

  const show = () => { number.textContent = Number(slider.value).toFixed(2); };

  function set(wanted) {
    slider.value = wanted || fallback;
    show();
  }

  set();
  return {
    node: el('div', { class: 'threshold' }, field(t('threshold'), slider), number),
    set,
    get value() {
      return Number(slider.value);
    },
  };
}
