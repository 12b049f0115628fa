// What stands behind # in the address bar: a view and its parameters.

/** The address of a view; parameters that are empty are left out. */
export function address(view, params = {}) {
  const filled = Object.entries(params).filter(([, value]) => value !== '' && value != null);
  const query = new URLSearchParams(filled).toString();
  return `#${view}${query && '?'}${query}`;
}

/** The view and the parameters of an address: the one that the address bar holds. */
export function readAddress(state = location.hash) {
  const [view, query] = state.slice(1).split(/\?(.*)/s);
  return { view, params: Object.fromEntries(new URLSearchParams(query ?? '')) };
}
