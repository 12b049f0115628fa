// What the reader may do here. What a role may not do is hidden: an element says by `data-needs` which role it takes.

const ROLES = ['search', 'read', 'write', 'admin'];
const root = document.documentElement;

let keysWanted = false;

/** Takes what the server says; until then nobody may do anything. */
export function learnRole({ role, keys_wanted: wanted }) {
  keysWanted = wanted;
  root.dataset.may = ROLES.slice(0, ROLES.indexOf(role) + 1).join(' ');
}

/** Whether the server asks programs for a key. */
export const wantsKey = () => keysWanted;

export const may = (role) => (root.dataset.may ?? '').split(' ').includes(role);
