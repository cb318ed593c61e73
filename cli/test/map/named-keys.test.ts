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
  ['Zum Wiederholen drücken Sie die Sterntaste, für den Empfang die Nulltaste.', '*0'],
  ['For sales press 1, for service 2, for billing 3.', '123'],
  ['For sales, press 1; for service, 2; for billing, 3.', '123'],
  ['Press 1 for open 24/7 support.', '1'],
  ['Press 1 for the 3 latest news, or 2 for the weather.', '12'],
  ['Press 1 for press releases from the last 3 years, press two to order our 4 page brochure.', '12'],
  ['To reach sales, 1. To reach service, press 2.', '2'],
  ['Sales: 1. Service: 2. Press your choice now.', ''],
  [
    'Für Bestellungen drücken Sie bitte die 1, für Reklamationen die 2, für alle anderen Anliegen die Raute-Taste.',
    '12#',
  ],
  ['Drücken Sie die 1 für Verkauf, die 2 für Service.', '12'],
  ['Português: prima o três.', '3'],
  ['Prima 1 para vendas.', '1'],
  ['Enter the slot of the parked call, 1 to 3.', '123'],
  ['Please enter a slot, one through four.', '1234'],
  ['Press 1 to confirm or 2 to cancel your appointment on May 3 at 4 PM.', '12'],
  ['Your appointment is at 3. Press 1 to confirm.', '1'],
  ['Press 1 now. Your call will be answered in 5 minutes.', '1'],
  ['Press star to go back, zero to start again.', '*0'],
  ['Press * to repeat or # to finish.', '*#'],
  ['Press the 5 key.', '5'],
  ['Dial 9 1 1 in an emergency.', ''],
  ['In an emergency, hang up and dial 911.', ''],
  ['Dial 1-800-555-0100 for orders.', ''],
  ['Call us at 1 800 555 0100 or press 2 for more.', '2'],
  ['If this is correct, press one; if not, press two.', '12'],
  ['If this is correct, press one; otherwise, two.', '12'],
  ['Option 1, sales. Option 2, service. Press 1 or 2.', '12'],
  ['Pour les ventes, faites le 1. Pour le service, faites le 2.', '12'],
  ['Pour les ventes, tapez 1, pour le service tapez 2, pour la comptabilité, 3.', '123'],
  ['Appuyez sur la touche étoile pour revenir.', '*'],
  ['Appuyez sur le carré pour terminer.', '#'],
  ['Pulse la tecla numeral para terminar.', '#'],
  ['Para ventas, marque uno; para soporte, dos; para facturación, tres.', '123'],
  ['Marque el 0 para hablar con un operador.', '0'],
  ['Si desea ventas oprima 1, si desea servicio oprima 2.', '12'],
  ['Per vendite prema 1, per assistenza 2.', '12'],
  ['Prema uno per le vendite oppure due per assistenza.', '12'],
  ['Premere 1 per vendite.', '1'],
  ['Digiti il tasto cancelletto.', '#'],
  ['Disque 1 para vendas ou 2 para suporte.', '12'],
  ['Aperte a tecla 3.', '3'],
  ['Tippen Sie auf die Null.', '0'],
  ['Mit der 1 kommen Sie zum Verkauf, mit der 2 zum Service.', ''],
  ['Taste 1 für Verkauf, Taste 2 für Service.', '12'],
  ['Press 1 for yes and 2 for no.', '12'],
  ['Press 1 for yes, press 2 for no.', '12'],
  ['Hit 4.', '4'],
  ['Touch 1 if you are a new customer, touch 2 if you have an account, or 0 for everyone else.', '120'],
  ['Press 10 for more.', ''],
  ['We have 3 offices. Press 2 for the nearest.', '2'],
  ['Press 1 to hear your last 5 orders.', '1'],
  ['Press 1 to buy one, get one free.', '1'],
  ['Press any digit, 0 through 9.', '0123456789'],
  ['Please press 1, 2, 3, or 4.', '1234'],
  ['Press 1 thru 4.', '1234'],
  ['Press 1-4.', '1234'],
  ['Select 1 for checking or 2 for savings.', '12'],
  ['For English, stay on the line. Para español, oprima el número 2.', '2'],
  ['Press 6 to leave a message of up to 2 minutes.', '6'],
  ['Press 7 and then the pound key.', '7#'],
  ['Press one at any time to skip.', '1'],
  ['After the tone, press 1.', '1'],
  ['press pound when you are done', '#'],
  ['when done press the pound sign', '#'],
  ['Press hash.', '#'],
  ['Press the number sign.', '#'],
  ['Press the asterisk.', '*'],
  ['Press O for the operator.', ''],
  ['Press oh for the operator.', ''],
  ['Druk op 1.', ''],
  ['Press ONE for sales.', '1'],
  ['Press 1 for Option A, 2 for Option B; or hold for an agent.', '12'],
  ['Press 1 to leave a message for 3 days of storage.', '1'],
  ['Press 1 if you called within 2 days.', '1'],
  ['Press 1 for flights from 2 to 4 people.', '1'],
  ['Press 1 for two to four people, 2 for five.', '12'],
  ['The 2 for 1 offer ends today. Press 3.', '3'],
  ['Press 3. The 2 for 1 offer ends today.', '3'],
  ['You pressed 7. Press 1 or 2.', '12'],
  ['The number you entered, 7, is not valid. Press 1.', '1'],
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
