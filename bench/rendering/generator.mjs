// Generates documents from a seed: as TSX, and the same document as template literals. Each part is created as a pair
// of both.
import { randomOf } from '../random.mjs';
import { bodyVerbs, endVerbs, lists, ofCall, onceVerbs, paths, phrases, startVerbs, verbs } from './vocabulary.mjs';

const SHORT = 4;
const LONG = 4;
/** Elements of a long document, within the size limit of Bandwidth. */
const MAX_ELEMENTS = 160;

/** Returns the sources of the documents for a seed. */
export function generated(seed) {
  const writer = new DocumentWriter(randomOf(seed));
  const names = Array.from(
    { length: SHORT + LONG },
    (_, index) => `${index < SHORT ? 'short' : 'long'}${(index % SHORT) + 1}`,
  );
  const documents = names.map((name, index) => writer.document(name, index >= SHORT));
  const exported = `export const documents = { ${names.join(', ')} };\n`;
  return {
    tsx: `import { ${Object.keys(verbs)
      .filter((name) => !ownVerbs.includes(name))
      .join(', ')}, Response } from 'bxml-jsx';
import { ${ownVerbs.join(', ')} } from '../../documents/custom-verbs.js';
import { attribute, flag, text } from '../../documents/values.js';
${documents.map(({ tsx }) => tsx).join('\n')}
${exported}`,
    floor: `import { attribute, declaration, list, text } from '../../documents/floor.mjs';
${documents.map(({ floor }) => floor).join('\n')}
${exported}`,
  };
}

const ownVerbs = ['Whisper', 'Survey', 'Question'];
const joined = (parts) => ({
  tsx: parts.map(({ tsx }) => tsx).join(''),
  floor: parts.map(({ floor }) => floor).join(''),
});
const both = (source) => ({ tsx: source, floor: source });
const escaped = (value) => value.replaceAll('&', '&amp;');

class DocumentWriter {
  #random;
  #components = [];
  #elements = 0;

  constructor(random) {
    this.#random = random;
  }

  document(name, long) {
    this.#components = [];
    this.#elements = 0;
    const random = this.#random;
    const parts = [];
    if (random.chance(0.4)) parts.push(this.#verb(random.pick(startVerbs), ofCall));
    if (long) {
      while (this.#elements < MAX_ELEMENTS) parts.push(this.#block(name, ofCall));
    } else {
      for (let count = random.below(3); count > 0; count--) parts.push(this.#single(name, ofCall));
    }
    if (random.chance(0.2)) parts.push(this.#verb(random.pick(onceVerbs), ofCall));
    parts.push(this.#verb(random.pick(endVerbs), ofCall));
    const body = joined(parts);
    return {
      tsx: `${this.#components.map(({ tsx }) => tsx).join('\n')}\nconst ${name} = (call) => <Response>${body.tsx}</Response>;`,
      floor: `${this.#components.map(({ floor }) => floor).join('\n')}\nconst ${name} = (call) => \`\${declaration}<Response>${body.floor}</Response>\`;`,
    };
  }

  #block(name, scope) {
    return this.#random.chance(0.5) ? this.#list(name) : this.#single(name, scope);
  }

  /** Returns one verb: alone, in a condition, or in a component. */
  #single(name, scope) {
    const random = this.#random;
    const verb = this.#verb(random.pick(bodyVerbs), scope);
    if (random.chance(0.15)) {
      const condition = random.pick(scope.flags);
      return { tsx: `{${condition} && ${verb.tsx}}`, floor: `\${${condition} ? \`${verb.floor}\` : ''}` };
    }
    if (scope === ofCall && random.chance(0.25)) return this.#component(name, verb);
    return verb;
  }

  #component(name, verb) {
    const component = `${name.replace(/^./, (first) => first.toUpperCase())}Part${this.#components.length}`;
    this.#components.push({
      tsx: `const ${component} = ({ call }) => <>${verb.tsx}</>;`,
      floor: `const ${component} = (call) => \`${verb.floor}\`;`,
    });
    return { tsx: `<${component} call={call} />`, floor: `\${${component}(call)}` };
  }

  /** Returns a few verbs for each value of a list. */
  #list(name) {
    const random = this.#random;
    const list = random.pick(Object.values(lists));
    const scope = Object.fromEntries(
      Object.keys(ofCall).map((kind) => [kind, [...ofCall[kind], ...list[kind], ...list[kind]]]),
    );
    const before = this.#elements;
    const verbsOfOne = joined(Array.from({ length: random.from(1, 3) }, () => this.#single(name, scope)));
    const inOne = this.#elements - before;
    const count = Math.max(
      1,
      Math.min(list.most, Math.floor((MAX_ELEMENTS - before) / inOne), random.from(5, list.most)),
    );
    this.#elements = before + count * inOne;
    const values = `${list.values}.slice(0, ${count})`;
    return {
      tsx: `{${values}.map((${list.parameter}, index) => <>${verbsOfOne.tsx}</>)}`,
      floor: `\${list(${values}, (${list.parameter}, index) => \`${verbsOfOne.floor}\`)}`,
    };
  }

  #verb(name, scope) {
    this.#elements++;
    const { content, required = {}, choices = [{}] } = verbs[name];
    const random = this.#random;
    const further = Object.entries(random.pick(choices)).filter(() => random.chance(0.6));
    const attributes = joined(
      random
        .shuffled([...Object.entries(required), ...further])
        .map(([attribute, rule]) => this.#attribute(attribute, rule, scope)),
    );
    if (content === undefined) {
      return { tsx: `<${name}${attributes.tsx} />`, floor: `<${name}${attributes.floor}/>` };
    }
    const inside = this.#content(content, scope);
    return {
      tsx: `<${name}${attributes.tsx}>${inside.tsx}</${name}>`,
      floor: `<${name}${attributes.floor}>${inside.floor}</${name}>`,
    };
  }

  #attribute(name, rule, scope) {
    const random = this.#random;
    const constant = random.chance(0.4);
    const expression = (tsx, floor) => ({ tsx: ` ${name}={${tsx}}`, floor: ` ${name}="\${${floor}}"` });
    const literal = (value) =>
      value.includes('&')
        ? { tsx: ` ${name}={attribute('${value}')}`, floor: ` ${name}="${escaped(value)}"` }
        : { tsx: ` ${name}="${value}"`, floor: ` ${name}="${value}"` };
    const varying = (source) => expression(`attribute(${source})`, `attribute(${source})`);
    switch (rule.kind) {
      case 'url':
        return constant ? literal(this.#constantUrl()) : varying(this.#varyingUrl(scope, ''));
      case 'wsUrl':
        return varying(this.#varyingUrl(scope, 'wss://media.blueharbor.example'));
      case 'constant':
        return literal(`key-${random.below(100)}`);
      case 'number':
        return varying('call.from');
      case 'text':
        if (constant) return literal(random.pick(phrases).toLowerCase().replaceAll(' ', '-'));
        return varying(random.chance(0.5) ? random.pick(ofCall.texts) : this.#template(scope, random.from(1, 2)));
      case 'enum': {
        const [one, other] = random.shuffled(rule.values);
        if (constant) return literal(one);
        const source = `${random.pick(scope.flags)} ? '${one}' : '${other}'`;
        return expression(source, source);
      }
      case 'flag': {
        const source = constant ? String(random.chance(0.5)) : random.pick(scope.flags);
        return expression(`flag(${source})`, source);
      }
      default:
        return this.#numberAttribute(name, rule, scope, constant);
    }
  }

  #numberAttribute(name, { kind, low, high }, scope, constant) {
    const random = this.#random;
    const whole = kind === 'integer' || random.chance(0.5);
    if (constant) {
      const value = whole ? random.from(low, high) : random.from(low * 2, high * 2) / 2;
      return { tsx: ` ${name}={${value}}`, floor: ` ${name}="${value}"` };
    }
    const range = `${low} + (${random.pick(scope.numbers)} % ${high - low})`;
    const source = whole ? range : `${range} + ${random.from(1, 3)} / 4`;
    return { tsx: ` ${name}={${source}}`, floor: ` ${name}="\${${source}}"` };
  }

  #constantUrl() {
    const random = this.#random;
    const path = `/${random.pick(paths)}/${random.pick(paths)}`;
    if (random.chance(0.3)) return `${path}?a=${random.below(9)}&b=${random.below(9)}`;
    return random.chance(0.5) ? `https://voice.blueharbor.example${path}` : path;
  }

  /** Returns the source of a template literal. */
  #varyingUrl(scope, start) {
    const random = this.#random;
    const host = start === '' && random.chance(0.3) ? 'https://voice.blueharbor.example' : start;
    const query = Array.from({ length: random.below(4) }, (_, index) => `${'abcd'[index]}=\${${this.#inUrl(scope)}}`);
    return `\`${host}/${random.pick(paths)}/\${call.callId}${query.length === 0 ? '' : `?${query.join('&')}`}\``;
  }

  #inUrl(scope) {
    const random = this.#random;
    return random.pick(random.chance(0.6) ? scope.words : scope.numbers);
  }

  #template(scope, count) {
    const random = this.#random;
    const parts = Array.from(
      { length: count },
      () => `\${${random.pick(random.chance(0.5) ? scope.texts : scope.words)}}`,
    );
    return `\`${random.pick(phrases).split(' ')[0].toLowerCase()}-${parts.join('/')}\``;
  }

  #content(kind, scope) {
    const random = this.#random;
    const many = (low, high, name) =>
      joined(Array.from({ length: random.from(low, high) }, () => this.#verb(name(), scope)));
    const varying = (source) => ({ tsx: `{text(${source})}`, floor: `\${text(${source})}` });
    switch (kind) {
      case 'speech':
        return this.#speech(scope);
      case 'words':
        return joined([both(`${random.pick(phrases)} `), varying(random.pick(scope.texts))]);
      case 'audio':
        return random.chance(0.4)
          ? both(`https://media.blueharbor.example/sounds/${random.pick(paths)}.wav`)
          : varying(this.#varyingUrl(scope, ''));
      case 'digits':
        return random.chance(0.5) ? both(`${random.below(1000)}w${random.below(1000)}#`) : varying('call.code');
      case 'room':
        return varying('`room-$' + '{call.code}`');
      case 'number':
        return random.chance(0.5) ? both(`+1555${random.from(1_000_000, 9_999_999)}`) : varying('call.to');
      case 'sip':
        return varying(`\`sip:\${${random.pick(scope.words)}}@pbx.blueharbor.example\``);
      case 'legs':
        return many(1, 4, () => random.pick(['PhoneNumber', 'PhoneNumber', 'SipUri']));
      case 'questions':
        return many(1, 5, () => 'Question');
      case 'params':
        return many(0, 3, () => 'StreamParam');
      case 'prompts':
        return many(1, 5, () => random.pick(['SpeakSentence', 'SpeakSentence', 'PlayAudio']));
      default:
        throw new Error(`Unknown content "${kind}".`);
    }
  }

  #speech(scope) {
    const random = this.#random;
    const pieces = [both(random.pick(phrases))];
    for (let count = random.below(5); count > 0; count--)
      pieces.push(this.#piece(scope), both(` ${random.pick(phrases).toLowerCase()}`));
    return joined([...pieces, both('.')]);
  }

  #piece(scope) {
    const random = this.#random;
    const text = random.pick(scope.texts);
    const number = random.pick(random.chance(0.6) ? scope.numbers : scope.decimals);
    return random.pick([
      { tsx: ` {text(${text})}`, floor: ` \${text(${text})}` },
      { tsx: ` {text(${text})}`, floor: ` \${text(${text})}` },
      { tsx: ` {${number}}`, floor: ` \${${number}}` },
      { tsx: ` {${number}}`, floor: ` \${${number}}` },
      { tsx: ' <break time="300ms" />', floor: ' <break time="300ms"/>' },
      {
        tsx: ` <emphasis level="strong">{text(${text})}</emphasis>`,
        floor: ` <emphasis level="strong">\${text(${text})}</emphasis>`,
      },
    ]);
  }
}
