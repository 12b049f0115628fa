// What the reader may do here. What a role may not do is hidden: an element says by `data-needs` which role it takes.

const ROLES = ['search', 'read', 'write', 'admin'];
const root = document.documentElement;

/** Takes what the server says; until then nobody may do anything. */
export function learnRole(role) {
  root.dataset.may = ROLES.slice(0, ROLES.indexOf(role) + 1).join(' ');
}

export const may = (role) => (root.dataset.may ?? '').split(' ').includes(role);
