/** Returns a value that the page kept in this browser, merged over the default; the default if there is none. */
export function readPreference<T extends object>(name: string, byDefault: T): T {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(`bxml-phone:${name}`) ?? 'null');
    if (typeof value !== 'object' || value === null) return byDefault;
    const known = Object.entries(value).filter(
      ([key, one]) => typeof one === typeof (byDefault as Record<string, unknown>)[key], // Any object has keys.
    );
    return { ...byDefault, ...Object.fromEntries(known) };
  } catch {
    return byDefault; // The browser keeps nothing for this page, or it was changed by hand.
  }
}

export function keepPreference(name: string, value: object): void {
  try {
    localStorage.setItem(`bxml-phone:${name}`, JSON.stringify(value));
  } catch {
    // Without storage the default is used next time.
  }
}
