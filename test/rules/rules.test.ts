import { suite } from 'uvu';
import { tables } from './cases/index.js';
import { checkCase } from './rule-cases.js';

// One test per case, so that every failure is reported. The name of a test leads to its table.
for (const [name, cases] of Object.entries(tables)) {
  const test = suite(`rules of ${name}`);
  for (const [index, ruleCase] of cases.entries()) {
    test(`${ruleCase.rule}, case ${index + 1}: ${ruleCase.says[0]}`, () => checkCase(ruleCase));
  }
  test.run();
}
