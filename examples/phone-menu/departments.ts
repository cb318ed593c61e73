/** A department that callers can be connected to. */
export interface Department {
  /** Identifies the department in the `tag` of a call. */
  readonly id: string;
  /** The key that callers press for it. */
  readonly key: string;
  /** Its name as spoken. */
  readonly name: string;
  /** Its phone numbers (E.164), at most eight. All ring at once. */
  readonly phones: readonly [string, ...string[]];
}

/** The department for all other calls. */
export const operator: Department = {
  id: 'operator',
  key: '0',
  name: 'the operator',
  phones: ['+15551230100'],
};

/** The departments in menu order. */
export const departments: readonly Department[] = [
  { id: 'sales', key: '1', name: 'sales', phones: ['+15551230101', '+15551230102'] },
  { id: 'repairs', key: '2', name: 'boat repairs', phones: ['+15551230103'] },
  { id: 'accounts', key: '3', name: 'accounts', phones: ['+15551230104'] },
  operator,
];

/** Returns the department for the keys that a caller pressed, or `undefined` if they are not on the menu. */
export const departmentForKeys = (keys: string): Department | undefined => departments.find(({ key }) => key === keys);

/** Returns the department in the tag of a call, or the operator if the tag names none. */
export const departmentForTag = (tag: string | null | undefined): Department =>
  departments.find(({ id }) => id === tag) ?? operator;
