/** A department that callers can be put through to: what the business knows of it, and nothing of telephony. */
export interface Department {
  /** Stands for it in the `tag` of a call. */
  readonly id: string;
  /** The key that callers press for it. */
  readonly key: string;
  /** What it is called in speech. */
  readonly name: string;
  /** Its phones (E.164). They all ring at once, at most eight of them. */
  readonly phones: readonly [string, ...string[]];
}

/** Looks after whatever nobody else does. */
export const operator: Department = { id: 'operator', key: '0', name: 'the operator', phones: ['+15551230100'] };

/** The departments in the order in which the menu reads them out. */
export const departments: readonly Department[] = [
  { id: 'sales', key: '1', name: 'sales', phones: ['+15551230101', '+15551230102'] },
  { id: 'repairs', key: '2', name: 'boat repairs', phones: ['+15551230103'] },
  { id: 'accounts', key: '3', name: 'accounts', phones: ['+15551230104'] },
  operator,
];

/** The department for the keys that a caller pressed, if there is one. */
export const departmentForKeys = (keys: string): Department | undefined => departments.find(({ key }) => key === keys);

/** The department in the tag of a call; without one that is known, the operator looks after it. */
export const departmentForTag = (tag: string | null | undefined): Department =>
  departments.find(({ id }) => id === tag) ?? operator;
