// What the browser remembers between visits (local) or until the tab closes (session).

function storage(kind) {
  /** Storage may be forbidden: then nothing is kept. */
  const attempt = (use) => {
    try {
      return use(window[kind]);
    } catch {
      return null;
    }
  };
  return {
    get: (key) => attempt((kept) => kept.getItem(`doppel.${key}`)),
    set: (key, value) => attempt((kept) => kept.setItem(`doppel.${key}`, value)),
  };
}

export const local = storage('localStorage');
export const session = storage('sessionStorage');
