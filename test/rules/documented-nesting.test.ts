import { validate } from 'bxml-jsx';
import { jsx } from 'bxml-jsx/jsx-runtime';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type Count, verbs } from '../facts/elements.js';
import { definitions, verbNamed } from './built-in-verbs.js';
import { samples } from './samples.js';

const test = suite('nesting, as documented');

/** True if the child is reported because of its parent. */
function isMisplaced(child: string, parent: string): boolean {
  const inner = jsx(verbNamed(child), {});
  const document = samples[parent]?.({ children: inner });
  return validate(document).some(({ message }) => message.startsWith(`<${child}> is not allowed inside`));
}

test('elements are allowed in the documented parents', () => {
  for (const [parent, { children }] of Object.entries(verbs)) {
    const allowed = [...definitions.keys()].filter((child) => !isMisplaced(child, parent));
    assert.equal(
      allowed.sort(),
      Object.keys(children)
        .filter((name) => name !== 'total')
        .sort(),
      parent,
    );
  }
  for (const [child, { allowedParents }] of Object.entries(verbs)) {
    const allowed = [...definitions.keys()].filter((parent) => !isMisplaced(child, parent));
    assert.equal(allowed.sort(), allowedParents.toSorted(), child);
  }
});

const children: Readonly<Record<string, (n: number) => Readonly<Record<string, unknown>>>> = {
  SpeakSentence: () => ({ children: 'hi' }),
  PlayAudio: () => ({ children: '/beep.wav' }),
  PhoneNumber: () => ({ children: '+15551230000' }),
  SipUri: () => ({ children: 'sip:desk@pbx.example' }),
  Endpoint: () => ({ children: 'e-1' }),
  StreamParam: (n) => ({ name: `n${n}`, value: 'v' }),
  CustomParam: (n) => ({ name: `n${n}`, value: 'v' }),
};

/** True if that number of children is reported. */
function isRefused(parent: string, child: string, count: number): boolean {
  const make = (n: number): unknown => jsx(verbNamed(child), children[child]?.(n) ?? {});
  const document = samples[parent]?.({ children: Array.from({ length: count }, (_, n) => make(n)) });
  return validate(document).some(({ severity }) => severity === 'error');
}

test('the allowed number of children is as documented', () => {
  for (const [parent, element] of Object.entries(verbs)) {
    const { total, ...counts } = element.children;
    if (definitions.get(parent)?.root === true) continue;
    for (const [child, count] of Object.entries(counts)) {
      const { min, max }: Count = total ?? count;
      const label = `${child} in ${parent}`;
      if (min > 0) assert.ok(isRefused(parent, child, min - 1), label);
      assert.not.ok(isRefused(parent, child, min), label);
      assert.not.ok(isRefused(parent, child, max ?? 50), label);
      if (max !== null) assert.ok(isRefused(parent, child, max + 1), label);
    }
  }
});

test.run();
