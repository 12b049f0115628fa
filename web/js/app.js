// Puts the page together: the address, the views, the language.

import * as api from './api.js';
import { collections, watchCollections } from './collections.js';
import { duplicatesView } from './duplicates.js';
import { plagiarismView } from './plagiarism.js';
import { showProgress } from './progress.js';
import { searchView } from './search.js';
import { language, switchLanguage, t } from './strings.js';

const VIEWS = { search: searchView, duplicates: duplicatesView, plagiarism: plagiarismView };
/** Typing on within this many milliseconds changes the address in place; later it makes a new step to go back to. */
const SAME_STEP = 3000;

const byId = (id) => document.getElementById(id);
let views = {};
let current;
let lastNote = 0;

/** What a view may ask of the page. */
const app = {
  about: null,
  address(view, params) {
    const filled = Object.entries(params).filter(([, value]) => value !== '' && value != null);
    const query = new URLSearchParams(filled).toString();
    return `#${view}${query && '?'}${query}`;
  },
  /** Writes a view's state into the address bar. */
  note(view, params, push) {
    const address = app.address(view, params);
    const now = Date.now();
    if (address !== location.hash) {
      const step = push || now - lastNote > SAME_STEP;
      history[step ? 'pushState' : 'replaceState'](null, '', address);
    }
    lastNote = now;
    byId(`nav-${view}`).href = address;
    showTitle();
  },
};

function readAddress() {
  const [view, query] = location.hash.slice(1).split(/\?(.*)/s);
  return { view: Object.hasOwn(VIEWS, view) ? view : 'search', params: Object.fromEntries(new URLSearchParams(query ?? '')) };
}

function showTitle() {
  document.title = [views[current].title(), t(current), 'Doppel'].filter(Boolean).join(' – ');
}

function route() {
  const { view, params } = readAddress();
  current = view;
  lastNote = 0;
  for (const name of Object.keys(VIEWS)) {
    views[name].node.hidden = name !== view;
    const link = byId(`nav-${name}`);
    if (name === view) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  views[view].show(params);
  byId(`nav-${view}`).href = app.address(view, params);
  showTitle();
}

function build() {
  document.documentElement.lang = language();
  for (const node of document.querySelectorAll('[data-t]')) node.textContent = t(node.dataset.t);
  for (const node of document.querySelectorAll('[data-t-label]')) node.setAttribute('aria-label', t(node.dataset.tLabel));
  byId('language').textContent = t('otherLanguage');
  byId('language').lang = language() === 'en' ? 'ko' : 'en';
  views = Object.fromEntries(Object.entries(VIEWS).map(([name, make]) => [name, make(app)]));
  byId('main').replaceChildren(...Object.values(views).map((view) => view.node));
  showAbout();
  showProgress(byId('progress'));
  route();
}

function showAbout() {
  const { version, model, dimension } = app.about ?? {};
  byId('server').textContent = version ? t('about', version, model, dimension) : 'Doppel';
}

async function learnAbout() {
  try {
    app.about = await api.about();
    showAbout();
  } catch (problem) {
    if (!(problem instanceof api.Problem)) throw problem;
  }
}

addEventListener('hashchange', route);
byId('skip').addEventListener('click', (event) => {
  event.preventDefault();
  byId('main').focus();
});
byId('language').addEventListener('click', () => {
  switchLanguage();
  build();
});
api.server.addEventListener('gone', () => { byId('gone').hidden = false; });
api.server.addEventListener('back', () => {
  byId('gone').hidden = true;
  if (!app.about) learnAbout();
});
collections.addEventListener('change', () => {
  showProgress(byId('progress'));
  views[current].refresh();
});

build();
watchCollections();
learnAbout();
