// Light or dark: as the system has it, until the person chooses.

import { local } from './settings.js';

const root = document.documentElement;

function show() {
  const chosen = local.get('theme');
  if (chosen) root.dataset.theme = chosen;
}

export function switchTheme() {
  const dark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  local.set('theme', dark ? 'light' : 'dark');
  root.dataset.theme = dark ? 'light' : 'dark';
}

/** `changed` hears of every change between light and dark, whoever made it. */
export function watchTheme(changed) {
  new MutationObserver(changed).observe(root, { attributeFilter: ['data-theme'] });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', changed);
}

show();
