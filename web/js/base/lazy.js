// Views that few visitors look at: their modules come when they are first shown.

import { el } from './dom.js';
import { t } from './strings.js';

/** A view made of what `load` brings, a module whose function `name` makes it. */
export const lazily = (load, name) => (app) => {
  const node = el('div', {}, el('p', { class: 'hint' }, t('waiting')));
  let view;

  return {
    node,
    title: () => view?.title() ?? '',
    async show(params) {
      if (!view) {
        const loaded = await load().catch(() => null);
        if (!loaded) {
          node.replaceChildren(el('p', { class: 'error', role: 'alert' }, t('viewMissing')), el('button', { type: 'button', click: () => location.reload() }, t('loadAgain')));
          return;
        }
        const made = loaded[name](app);
        // It may have been asked for twice meanwhile.
        view ??= made;
        node.replaceChildren(view.node);
      }
      view.show(params);
      app.retitle();
    },
    refresh: () => view?.refresh(),
    followJobs: () => view?.followJobs?.(),
  };
};
