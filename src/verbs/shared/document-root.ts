/** What the two elements have in common that a document can begin with. */
export const documentRoot = {
  attributes: {},
  content: 'verbs',
  root: true,
  parents: [],
  names: { child: 'root.known-children', strayText: 'root.known-children' },
} as const;
