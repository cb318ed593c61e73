// The keys and words that prompts name.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { namedKeys, namedWords } from '../../src/map/named-keys.js';

const test = suite('named keys');

const prompts: readonly (readonly [prompt: string, keys: string])[] = [
  ['For sales, press one.', '1'],
  ['For sales, press 1. For repairs, press 2.', '12'],
  ['Press 1 for sales, 2 for repairs, or 3 for accounts.', '123'],
  ['Press 1, 2 or 3.', '123'],
  ['Press one or two to continue.', '12'],
  ['Press a number from 1 to 5.', '12345'],
  ['Press any number between two and four.', '234'],
  ['Please press the star key, or dial zero.', '*0'],
  ['Enter your code, and press pound.', '#'],
  ['Then press the hash sign.', '#'],
  ['Enter your 5 digit code.', ''],
  ['Press any key.', ''],
  ['We are open from 9 to 5.', ''],
  ['Press 1 to wait 30 minutes.', '1'],
  ['Press 1 to speak to one of our agents.', '1'],
  ['Press or say 3.', '3'],
  ['Para ventas, oprima el 2.', '2'],
  ['Para español marque tres.', '3'],
  ['Oprima o diga un número del 1 al 5.', '12345'],
  ['Presione asterisco para volver.', '*'],
  ['Pour le français, appuyez sur le 3.', '3'],
  ['Appuyez sur un chiffre de 1 à 3.', '123'],
  ['Tapez dièse.', '#'],
  ['Drücken Sie die 2.', '2'],
  ['Für Vertrieb die Eins drücken.', '1'],
  ['Wählen Sie bitte die Rautetaste.', '#'],
  ['Para vendas, pressione um.', '1'],
  ['Tecle dois ou três.', '23'],
];

for (const [prompt, keys] of prompts) {
  test(prompt, () => assert.is(namedKeys([prompt]).join(''), keys));
}

test('keys of several prompts are in their order, each once', () => {
  assert.equal(namedKeys(['Press 2.', 'Press 1.', 'Or press 2.']), ['2', '1']);
});

const spoken: readonly (readonly [prompt: string, words: readonly string[]])[] = [
  ['Say sales, repairs or boat accounts.', ['sales', 'repairs', 'boat accounts']],
  ['Say yes or no.', ['yes', 'no']],
  ['For the shop, say shop. For the yard, say yard.', ['shop', 'yard']],
  ['Say “open an account” to begin.', ['open an account']],
  ['You can say "agent".', ['agent']],
  ['Diga ventas o taller.', ['ventas', 'taller']],
  ['Sagen Sie Vertrieb oder Werkstatt.', ['Vertrieb', 'Werkstatt']],
  ['What can we do for you?', []],
  ['Press or say a number from 1 to 5.', []],
];

for (const [prompt, words] of spoken) {
  test(`words: ${prompt}`, () => assert.equal(namedWords([prompt]), words));
}

test('a long prompt is read to its end', () => {
  // If the time grows faster than the length, this does not end before the limit of the runner.
  assert.equal(namedKeys([`${'press '.repeat(300_000)}7.`]), ['7']);
  assert.equal(namedWords(['say '.repeat(300_000), '“'.repeat(300_000)]), []);
});

test.run();
