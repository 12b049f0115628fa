const WORDS = REPORT_WORDS;
const LANGUAGE = 'REPORT_LANGUAGE';

/** The words of that name, `{…}` filled in. */
const say = (key, values = {}) => WORDS[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
/** The same for a number of things; a language without plurals has one form. */
const many = (key, n, values = {}) => say(n === 1 && `${key}.one` in WORDS ? `${key}.one` : key, { n: new Intl.NumberFormat(LANGUAGE).format(n), ...values });
const percent = (part) => new Intl.NumberFormat(LANGUAGE, { style: 'percent', maximumFractionDigits: part > 0 && part < 0.0995 ? 1 : 0 }).format(part);
const kindName = (kind) => WORDS[`kind.${kind}`] ?? kind;
const reasonName = (reason) => WORDS[`reason.${reason}`] ?? reason;
const when = (instant) => new Intl.DateTimeFormat(LANGUAGE, { dateStyle: 'long', timeStyle: 'short' }).format(new Date(instant));

function el(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  const { attributes = {}, ...rest } = properties;
  Object.assign(node, rest);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.append(...children.filter((child) => child !== ''));
  return node;
}

/** What was checked, when and with what: a list of terms. */
const particulars = (rows) => el('dl', { className: 'particulars' }, ...rows.filter(([, value]) => value)
  .map(([term, value]) => el('div', {}, el('dt', {}, say(term)), el('dd', { dir: 'auto' }, value))));

/** What somebody said about a case. */
const said = ({ ruling, by, at, note }) => el('div', { className: 'said' }, say('assessed', { ruling: say(`ruling.${ruling}`), by: by || say('somebody'), at: when(at) }), note && ' ', note && el('bdi', {}, note));

for (const node of document.querySelectorAll('[data-t]')) node.textContent = say(node.dataset.t);
for (const node of document.querySelectorAll('[data-t-label]')) node.setAttribute('aria-label', say(node.dataset.tLabel));
