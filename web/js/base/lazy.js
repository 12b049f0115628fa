// Views that few visitors look at: their modules come when they are first shown.

import { el } from './dom.js';

/** A view made of what `load` brings, a module whose function `name` makes it. */
export const lazily = (load, name) => (app) => {
  const node = el('div');
  let view;

  return {
    node,
    title: () => view?.title() ?? '',
    async show(params) {
      if (!view) {
        const made = (await load())[name](app);
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
