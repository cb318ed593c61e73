// The renderer as one would write it without a thought for speed: it remembers nothing, shares nothing, joins the texts
// that its parts hand back, and asks every rule about every element. What it gives must be what `render` gives.
import type { Problem, RenderOptions } from 'bxml-jsx';
import { COMPONENT_KIND, type ComponentKind } from '../../jsx-runtime/component-kind.js';
import { type ElementNode, isElementNode } from '../../jsx-runtime/element.js';
import { attributeFault, decimalText } from '../../src/render/attribute-value.js';
import { type Context, type ProvidedValues, runComponent } from '../../src/render/context.js';
import type { VerbDefinition } from '../../src/verbs/verb-definition.js';
import { type Inside, inDocument, insideOf, type PlainFault } from './plain-inside.js';
import { checkCounts, checkPlace, checkText, isSpoken } from './plain-place.js';
import { askRules, Sequence } from './plain-rules.js';
import { writePlainAttribute, writePlainSsml, writePlainText } from './plain-writing.js';

/** What a problem is, but for its words. */
export type PlainProblem = Pick<Problem, 'code' | 'severity' | 'path' | 'source'>;

/** The text of a document, if it has no error, and everything that is wrong with it. */
export function renderPlainly(node: unknown, options: RenderOptions = {}): { text: string; problems: PlainProblem[] } {
  const walk = new PlainWalk(options);
  const document = inDocument();
  const text = `<?xml version="1.0" encoding="UTF-8"?>${walk.child(node, document)}`;
  if (document.children.length === 0 && walk.problems.length === 0) walk.report({ code: 'root.single', locked: true });
  const laidOut = options.pretty === true ? [...text.matchAll(/\n *(?=<)/g)].join('').length : 0;
  if (Buffer.byteLength(text) - laidOut > 65_536) walk.report({ code: 'root.size' });
  return { text, problems: walk.problems };
}

export class PlainWalk {
  readonly problems: PlainProblem[] = [];
  readonly owners: ElementNode[] = [];
  readonly options: RenderOptions;
  sequence = new Sequence(this);
  #provided: ProvidedValues | undefined;
  #indent = 0;

  constructor(options: RenderOptions) {
    this.options = options;
  }

  report({ code, level = 'error', locked = false }: PlainFault): void {
    const severity = locked ? level : (this.options.rules?.[code] ?? level);
    if (severity === 'off') return;
    const path = this.owners.map(nameOf).filter((name) => name !== '');
    const source = this.owners.findLast((owner) => owner.source !== undefined)?.source;
    this.problems.push({ code, severity, path: path.join(' > '), ...(source === undefined ? {} : { source }) });
  }

  child(value: unknown, around: Inside): string {
    if (value === null || value === undefined || typeof value === 'boolean') return '';
    if (typeof value === 'string') return this.#text(value, around);
    if (typeof value === 'number' && Number.isFinite(value)) return this.#text(decimalText(value), around);
    if (Array.isArray(value)) return value.map((item) => this.child(item, around)).join('');
    if (isElementNode(value)) return this.#element(value, around);
    around.faulty = true;
    this.report({ code: 'child.type', locked: true });
    return '';
  }

  #text(text: string, around: Inside): string {
    if (around.content === 'text') {
      around.text += text;
      return '';
    }
    if (around.content === 'speech') {
      if (isSpoken(text)) around.spoken = true;
      return writePlainText(text, this);
    }
    if (/^[ \t\r\n]*$/.test(text)) return '';
    around.faulty = true;
    const isDocument = around.content === 'document';
    const code = isDocument ? 'root.single' : (around.definition?.names?.strayText ?? 'nesting.child');
    this.report({ code, locked: isDocument });
    return isDocument ? '' : writePlainText(text, this);
  }

  #element(node: ElementNode, around: Inside): string {
    const { type, props } = node;
    const kind =
      typeof type === 'function' ? (type as { [COMPONENT_KIND]?: ComponentKind })[COMPONENT_KIND] : undefined;
    const provided = this.#provided;
    const isNamed = kind?.kind !== 'provider' && (kind?.kind !== 'fragment' || node.source !== undefined);
    if (isNamed) this.owners.push(node);
    let text: string;
    if (kind?.kind === 'verb') text = this.#verb(kind.of as VerbDefinition, props, around);
    else if (kind?.kind === 'provider') {
      this.#provided = { context: kind.of as Context<unknown>, value: props.value, outer: provided };
      text = this.child(props.children, around);
    } else if (kind?.kind === 'fragment') text = this.child(props.children, around);
    else if (typeof type === 'string') text = writePlainSsml(this, type, props, around);
    else text = this.#result(runComponent(type as (given: object) => unknown, props, provided), around);
    this.#provided = provided;
    if (isNamed) this.owners.pop();
    return text;
  }

  #result(result: unknown, around: Inside): string {
    if (result !== undefined) return this.child(result, around);
    around.faulty = true;
    this.report({ code: 'child.type', locked: true });
    return '';
  }

  #verb(definition: VerbDefinition, props: ElementNode['props'], around: Inside): string {
    const { name, content = 'none' } = definition;
    const isInDocument = around.definition?.root === true;
    if (definition.root === true) this.sequence = new Sequence(this);
    checkPlace(this, definition, around);
    if (isInDocument) this.sequence.begin();
    const before = this.#heldText(around);
    const lead = before + this.#line(around.content === 'verbs' || around.content === 'document');
    const inside = insideOf(definition);
    const { text: attributes, sound, faulty } = this.#attributes(definition, props);
    askRules(this, definition, { sound, faulty, inside, around }, (rule) => rule.about !== undefined);
    if (content === 'verbs') this.#indent++;
    let inner = this.child(props.children, inside);
    if (content === 'verbs') this.#indent--;
    if (content === 'text') {
      checkText(this, definition, inside);
      inner += this.#heldText(inside);
    } else if (content === 'speech' && !inside.spoken && !inside.faulty) this.report({ code: 'speak.not-blank' });
    checkCounts(this, definition, inside);
    askRules(this, definition, { sound, faulty, inside, around }, (rule) => rule.about === undefined);
    if (isInDocument) this.sequence.end(definition, props, { sound, faulty, inside, around });
    if (definition.root === true) this.sequence.finish();
    const tail = this.#line(content === 'verbs');
    return inner === '' ? `${lead}<${name}${attributes}/>` : `${lead}<${name}${attributes}>${inner}${tail}</${name}>`;
  }

  #heldText(inside: Inside): string {
    const text = inside.text.slice(inside.written);
    inside.written = inside.text.length;
    return writePlainText(text, this);
  }

  #line(isWanted: boolean): string {
    return this.options.pretty === true && isWanted ? `\n${'  '.repeat(this.#indent)}` : '';
  }

  #attributes(definition: VerbDefinition, props: ElementNode['props']) {
    const sound: Record<string, unknown> = {};
    const faulty = new Set<string>();
    const given = Object.entries(props).filter(
      ([name, value]) => name !== 'children' && name !== 'key' && value != null,
    );
    let text = '';
    for (const [name, value] of given) {
      const rule = definition.attributes[name];
      if (rule === undefined) throw new Error('unknown attributes are not for this renderer');
      const fault = attributeFault(definition.name, { name, rule } as never, value);
      if (fault === undefined) sound[name] = value;
      else {
        this.report(fault);
        faulty.add(name);
      }
      text += writePlainAttribute(name, value, this);
    }
    for (const [name, rule] of Object.entries(definition.attributes)) {
      if (rule.required === true && (props[name] ?? null) === null)
        this.report({ code: rule.rule ?? 'attribute.required' });
    }
    return { text, sound, faulty };
  }
}

function nameOf({ type }: ElementNode): string {
  if (typeof type === 'string') return type;
  const kind = (type as { [COMPONENT_KIND]?: ComponentKind })[COMPONENT_KIND];
  if (kind?.kind === 'fragment') return '';
  return kind?.kind === 'verb' ? (kind.of as VerbDefinition).name : type.name;
}
