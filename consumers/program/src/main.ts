import { report } from './menu.js';

declare const console: { log(text: string): void };
console.log(report());
