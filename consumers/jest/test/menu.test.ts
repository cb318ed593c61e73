import { readFileSync } from 'node:fs';
import { report } from '../src/menu';

const expected = readFileSync('expected.txt', 'utf8');
test('the menu', () => expect(`${report()}\n`).toBe(expected));
test('a mistake', () => expect(() => expect(report()).toContain('Goodbye')).toThrow());
