/** The colors of a picture, by what they are for. */
export interface Palette {
  readonly canvas: string;
  readonly card: string;
  readonly border: string;
  readonly title: string;
  readonly body: string;
  readonly muted: string;
  readonly placeholder: string;
  readonly line: string;
  readonly quietLine: string;
  readonly cap: string;
  readonly capBorder: string;
  readonly end: string;
  readonly endBorder: string;
  readonly input: string;
  readonly ringing: string;
  readonly connected: string;
  readonly other: string;
  readonly error: string;
  readonly errorFill: string;
  readonly warning: string;
  readonly warningFill: string;
  readonly added: string;
  readonly addedFill: string;
  readonly removed: string;
  readonly removedFill: string;
  readonly changed: string;
  readonly changedFill: string;
  readonly visited: string;
  readonly visitedFill: string;
}

/** The name of a color. It is a class in the SVG: `f-NAME` fills with it, `s-NAME` draws lines with it. */
export type Color = keyof Palette;

/** `auto`: as the reader's system. */
export type Theme = 'light' | 'dark' | 'auto';

const light: Palette = {
  canvas: '#f6f8fa',
  card: '#ffffff',
  border: '#d0d7de',
  title: '#1f2328',
  body: '#2f363d',
  muted: '#656d76',
  placeholder: '#8250df',
  line: '#6e7781',
  quietLine: '#b3bac2',
  cap: '#ffffff',
  capBorder: '#8c959f',
  end: '#eaeef2',
  endBorder: '#c3cad1',
  input: '#0969da',
  ringing: '#bf8700',
  connected: '#1a7f64',
  other: '#8c959f',
  error: '#cf222e',
  errorFill: '#ffebe9',
  warning: '#9a6700',
  warningFill: '#fff8c5',
  added: '#1a7f37',
  addedFill: '#dafbe1',
  removed: '#cf222e',
  removedFill: '#fff0ee',
  changed: '#bc4c00',
  changedFill: '#fff1e5',
  visited: '#1a7f37',
  visitedFill: '#ffffff',
};

const dark: Palette = {
  canvas: '#0d1117',
  card: '#161b22',
  border: '#3d444d',
  title: '#f0f6fc',
  body: '#d1d7e0',
  muted: '#9198a1',
  placeholder: '#be8fff',
  line: '#8b949e',
  quietLine: '#4b535d',
  cap: '#262c36',
  capBorder: '#6e7681',
  end: '#212830',
  endBorder: '#454d57',
  input: '#4493f8',
  ringing: '#d29922',
  connected: '#3fb98f',
  other: '#7d8590',
  error: '#ff7b72',
  errorFill: '#3c1618',
  warning: '#e3b341',
  warningFill: '#342a0f',
  added: '#3fb950',
  addedFill: '#12301b',
  removed: '#ff7b72',
  removedFill: '#3a1719',
  changed: '#f0883e',
  changedFill: '#38200f',
  visited: '#3fb950',
  visitedFill: '#161b22',
};

/** Returns the style sheet of a theme. */
export function styleSheet(theme: Theme): string {
  if (theme === 'dark') return rules(dark);
  return theme === 'light' ? rules(light) : `${rules(light)}@media (prefers-color-scheme:dark){${rules(dark)}}`;
}

function rules(palette: Palette): string {
  return Object.entries(palette)
    .map(([name, color]) => `.f-${name}{fill:${color}}.s-${name}{stroke:${color}}`)
    .join('');
}
