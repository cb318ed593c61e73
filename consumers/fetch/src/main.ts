import { report } from './answers.js';

declare const console: { log(text: string): void };
report().then((text) => console.log(text));
