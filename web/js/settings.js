// What the browser remembers between visits (local) or until the tab closes (session). Storage may be forbidden: then nothing is kept.

function storage(kind) {
  return {
    get(key) {
      try {
        return window[kind].getItem(`doppel.${key}`);
      } catch {
        return null;
      }
    },
    set(key, value) {
      try {
        window[kind].setItem(`doppel.${key}`, value);
      } catch {
        // Not kept.
      }
    },
  };
}

export const local = storage('localStorage');
export const session = storage('sessionStorage');
