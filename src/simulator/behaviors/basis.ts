/** Whether Bandwidth documents a behavior, or it is assumed because no documentation covers it. */
export type Basis = 'documented' | 'assumed';

/** A behavior. */
export interface Entry {
  readonly basis: Basis;
  /** What happens. */
  readonly description: string;
  /** The numbers of the behavior, in seconds unless the description names another unit. */
  readonly value?: number | Readonly<Record<string, number>>;
}

/** Returns a behavior that Bandwidth documents. */
export const documented = (description: string) => ({ basis: 'documented', description }) as const;
/** Returns a behavior that no documentation covers. */
export const assumed = (description: string) => ({ basis: 'assumed', description }) as const;

/** Returns a behavior with one number, or several by name. The code reads `value`; the description includes it. */
export const numbered = <const B extends Basis, const V extends NonNullable<Entry['value']>>(
  basis: B,
  value: V,
  describe: (value: V) => string,
) => ({ basis, description: describe(value), value }) as const;

/** Formats named numbers for a description. */
export const list = (numbers: Readonly<Record<string, number>>): string =>
  Object.entries(numbers)
    .map(([name, number]) => `\`${name}\` ${number}`)
    .join(', ');
