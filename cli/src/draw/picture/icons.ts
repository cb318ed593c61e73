/** Icons, drawn in a square of 16 pixels. Filled, unless `stroke` is true. */
const paths = {
  keypad: {
    stroke: false,
    d: 'M3.5 2h2v2h-2zM7 2h2v2H7zM10.5 2h2v2h-2zM3.5 5.4h2v2h-2zM7 5.4h2v2H7zM10.5 5.4h2v2h-2zM3.5 8.8h2v2h-2zM7 8.8h2v2H7zM10.5 8.8h2v2h-2zM7 12.2h2v2H7z',
  },
  microphone: {
    stroke: true,
    d: 'M8 2a2 2 0 0 1 2 2v3.5a2 2 0 0 1-4 0V4a2 2 0 0 1 2-2zM3.8 7.5a4.2 4.2 0 0 0 8.4 0M8 11.7V14.2',
  },
  phone: {
    stroke: false,
    d: 'M4.2 1.8 6 1.5l1.5 3.4-1.4 1.3a8.6 8.6 0 0 0 3.7 3.7l1.3-1.4 3.4 1.5-.3 1.8c-.2 1.4-1.3 2.3-2.7 2.2C6.3 13.6 2.4 9.7 2 4.5 1.9 3.1 2.8 2 4.2 1.8z',
  },
  people: {
    stroke: true,
    d: 'M5.6 7.2a2.3 2.3 0 1 0 0-4.6 2.3 2.3 0 0 0 0 4.6zM1.8 13.4c0-2.2 1.7-3.8 3.8-3.8s3.8 1.6 3.8 3.8M10.6 7.2a2.2 2.2 0 0 0 0-4.4M11.6 9.8c1.6.4 2.7 1.8 2.7 3.6',
  },
  clock: { stroke: true, d: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 4.8V8l2.2 1.6' },
  hangUp: {
    stroke: false,
    d: 'M1.5 9.9C1.2 8.7 1.6 7.8 2.6 7.2 5.9 5.2 10.1 5.2 13.4 7.2c1 .6 1.4 1.5 1.1 2.7l-.3 1-3.4-.5-.2-2a8 8 0 0 0-5.2 0l-.2 2-3.4.5z',
  },
  jump: { stroke: true, d: 'M12.5 13V8.5a2.5 2.5 0 0 0-2.5-2.5H3.5M6.5 3 3.3 6l3.2 3' },
  question: { stroke: true, d: 'M5.5 6a2.5 2.5 0 1 1 3.7 2.2C8.4 8.7 8 9.1 8 10M8 12.8v.2' },
  note: {
    stroke: false,
    d: 'M6 2.6 13 1.2v9.3a2.2 2.2 0 1 1-1.4-2V4.3L7.4 5.1v6.9a2.2 2.2 0 1 1-1.4-2z',
  },
  warning: {
    stroke: false,
    d: 'M8 1.5 15.2 14.2H.8zM7.3 6v4.2h1.4V6zM7.3 11.3v1.4h1.4v-1.4z',
  },
  start: { stroke: false, d: 'M4 2.5 13 8 4 13.5z' },
} as const;

export type IconName = keyof typeof paths;

/** Returns the path of an icon, and whether it is drawn with lines. */
export function icon(name: IconName): { readonly d: string; readonly stroke: boolean } {
  return paths[name];
}
