/**
 * The beginning of an id, as in Bandwidth's ids: of a call, a conference, a recording, a transcription, a stream, a device,
 * an error or an endpoint.
 */
type IdPrefix = 'c' | 'conf' | 'r' | 't' | 's' | 'd' | 'e';

/**
 * Generates the ids of one simulation, in the format of Bandwidth's. They are partly random, so that an application which
 * remembers events, in memory or in a database, does not confuse the events of two simulations. The last twelve digits
 * count up, so that values derived from the end of an id are the same in each run.
 */
export class SimulationIds {
  readonly #counts = new Map<IdPrefix, number>();
  readonly #first: string;
  readonly #middle: string;
  readonly #pattern: RegExp;

  constructor() {
    const bytes = crypto.getRandomValues(new Uint8Array(9));
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    this.#first = hex.slice(0, 8);
    this.#middle = `${hex.slice(8, 12)}-4${hex.slice(12, 15)}-8${hex.slice(15, 18)}`;
    this.#pattern = new RegExp(`\\b([a-z]+)-${this.#first}-([0-9a-f]{8})-${this.#middle}-[0-9a-f]{12}`, 'g');
  }

  /** Returns a new id, such as `c-d1f0b3a7-00000001-92c4-4b1e-8a07-000000000001`. */
  next(prefix: IdPrefix): string {
    const count = (this.#counts.get(prefix) ?? 0) + 1;
    this.#counts.set(prefix, count);
    const digits = count.toString(16).padStart(8, '0');
    return `${prefix}-${this.#first}-${digits}-${this.#middle}-${digits.padStart(12, '0')}`;
  }

  /** Replaces each id in a text by a name that is the same in every run, such as `c-1` for the first call. */
  named(text: string): string {
    return text.replace(this.#pattern, (_, prefix: string, count: string) => `${prefix}-${Number.parseInt(count, 16)}`);
  }
}
