// A second renderer that is simple to verify: no cache, no bit sets, no shared output buffer. The fast renderer must
// write the same bytes and find the same problems; see plain-renderer.test.tsx. It uses the functions of the fast one for
// long messages, because the wording is not tested here.
import type { Problem, RenderOptions, ResponseContext } from 'bxml-jsx';
import { isPromiseLike, nameOf } from '../../src/components/component.js';
import {
  asyncComponent,
  hintForThrower,
  promiseAsChild,
  reportThrown,
  returnedUndefined,
  wrongChild,
  wrongElementType,
} from '../../src/components/component-faults.js';
import { type Context, runComponent } from '../../src/components/context.js';
import {
  COMPONENT_KIND,
  type ComponentKind,
  type ElementNode,
  isElementNode,
  isReadNode,
} from '../../src/jsx/element.js';
import { shownName } from '../../src/problems/inspect.js';
import { refuse } from '../../src/problems/refused-values.js';
import { CompiledVerb } from '../../src/render/compiled-verb.js';
import { ElementScope } from '../../src/render/element-scope.js';
import { checkContext, notARoot, strayText } from '../../src/render/placement.js';
import { noWords } from '../../src/render/write-text.js';
import { ssmlPlaceFault } from '../../src/ssml/check-ssml.js';
import { ssmlVocabulary } from '../../src/ssml/ssml-elements.js';
import { speechAccident } from '../../src/values/accidents.js';
import { decimalText } from '../../src/values/check-value.js';
import type { VerbDefinition } from '../../src/verbs/define/verb-definition.js';
import { isXmlName } from '../../src/xml/characters.js';
import { ownProp, plainAttributes, plainSsmlAttributes } from './plain-attributes.js';
import { type Around, Holder } from './plain-holder.js';
import { misplaced, wrongText } from './plain-place.js';
import { inside, nowhere, type Place, PlainProblems } from './plain-problems.js';
import { countFaults, findings, type PlainSubject } from './plain-rules.js';
import { PlainSequence } from './plain-sequence.js';
import { escapedText } from './plain-text.js';

/** Returns the document of a tree and its problems. */
export function renderPlainly(node: unknown, options: RenderOptions = {}): { text: string; problems: Problem[] } {
  const compact = new PlainRenderer({ ...options, pretty: false });
  const text = compact.document(node);
  const bytes = Buffer.byteLength(text);
  if (bytes > 65_536 && !compact.hasThrown) compact.tooLarge(bytes);
  return {
    text: options.pretty === true ? new PlainRenderer(options).document(node) : text,
    problems: compact.problems.found,
  };
}

class PlainRenderer {
  readonly problems: PlainProblems;
  hasThrown = false;
  readonly #context: ResponseContext;
  readonly #pretty: boolean;
  #sequence = new PlainSequence();

  constructor({ context = 'call', pretty = false, rules }: RenderOptions) {
    this.problems = new PlainProblems(rules);
    this.#context = context;
    this.#pretty = pretty;
  }

  document(node: unknown): string {
    const holder = new Holder(new ElementScope('document', '', undefined, undefined));
    this.#child(node, holder, { place: nowhere, provided: undefined, indent: '\n' });
    if (holder.children.length === 0 && this.problems.found.length === 0) {
      this.problems.add(notARoot('An empty tree', 'Return an element: <Response>…</Response>.'), nowhere);
    }
    return `<?xml version="1.0" encoding="UTF-8"?>${holder.pieces.join('')}`;
  }

  tooLarge(bytes: number): void {
    const message = `The document has ${bytes} bytes; allowed: at most 65536 (64 KB).`;
    const hint = 'Split it: end it with <Redirect>, and respond with the rest there.';
    this.problems.add({ code: 'root.size', message, hint }, nowhere);
  }

  #child(value: unknown, holder: Holder, around: Around): void {
    if (value === null || value === undefined || typeof value === 'boolean') return;
    if (typeof value === 'string') this.#text(value, holder, around);
    else if (typeof value === 'number' && Number.isFinite(value)) this.#text(decimalText(value), holder, around);
    else if (Array.isArray(value)) for (const one of value) this.#child(one, holder, around);
    else if (isElementNode(value)) this.#element(value, holder, around);
    else {
      holder.isFaulty = true;
      refuse(value);
      this.problems.add(isPromiseLike(value) ? promiseAsChild : wrongChild(value), around.place);
    }
  }

  #text(text: string, holder: Holder, { place }: Around): void {
    const { content } = holder.frame;
    if (content === 'text') {
      holder.waiting += text;
      holder.wholeText += text;
    } else if (content === 'speech' || content === 'unknown') {
      if (/\S/.test(text)) holder.isSpoken = true;
      const accident = content === 'speech' ? speechAccident(text) : undefined;
      if (accident !== undefined) this.problems.add(accident, place);
      holder.pieces.push(this.#escaped(text, place));
    } else if (!/^[ \t\r\n]*$/.test(text)) {
      holder.isFaulty = true;
      this.problems.add(strayText(holder.frame, text), place);
      if (content !== 'document') holder.pieces.push(this.#escaped(text, place));
    }
  }

  #escaped(text: string, place: Place): string {
    return escapedText(text, (whole, index) => this.problems.illegal(whole, index, place));
  }

  /** Writes pending text when its element ends, or when a child begins that is not allowed there. */
  #writeWaiting(holder: Holder, place: Place): void {
    holder.pieces.push(this.#escaped(holder.waiting, place));
    holder.waiting = '';
  }

  #element(node: ElementNode, holder: Holder, around: Around): void {
    const { type } = node;
    const within = { ...around, place: inside(around.place, node) };
    if (typeof type === 'string') this.#guarded(node, holder, within, () => this.#ssml(type, node, holder, within));
    else if (typeof type !== 'function') {
      holder.isFaulty = true;
      this.problems.add(wrongElementType(type), around.place, within.place.source);
    } else {
      const kind = (type as { [COMPONENT_KIND]?: ComponentKind })[COMPONENT_KIND];
      const children = isReadNode(node) ? node.children : ownProp(node, 'children');
      if (kind === undefined) this.#component(node, holder, within);
      else if (kind.kind === 'fragment') {
        holder.textSource ??= node.source;
        this.#child(children, holder, within);
      } else if (kind.kind === 'provider') {
        const context = kind.of as Context<unknown>;
        const provided = { context, value: ownProp(node, 'value'), outer: around.provided };
        this.#child(children, holder, { ...around, provided });
      } else {
        const definition = kind.of as VerbDefinition;
        this.#guarded(node, holder, within, () => this.#verb(new CompiledVerb(definition), node, holder, within));
      }
    }
  }

  /** Continues with the rest of the document if an element or a component throws. */
  #guarded(node: ElementNode, holder: Holder, { place }: Around, act: () => void): void {
    try {
      act();
    } catch (thrown) {
      holder.isFaulty = true;
      this.hasThrown = true;
      const report = { ...this.problems.at(place), cause: undefined };
      reportThrown(report, nameOf(node), thrown, hintForThrower(node, thrown));
    }
  }

  #component(node: ElementNode, holder: Holder, within: Around): void {
    this.#guarded(node, holder, within, () => {
      const result = runComponent(node.type as (props: unknown) => unknown, node.props, within.provided);
      refuse(result);
      if (result !== undefined && !isPromiseLike(result)) {
        this.#child(result, holder, within);
        return;
      }
      holder.isFaulty = true;
      const name = nameOf(node);
      this.problems.add(result === undefined ? returnedUndefined(name) : asyncComponent(name), within.place);
    });
  }

  #ssml(name: string, node: ElementNode, holder: Holder, within: Around): void {
    const definition = ssmlVocabulary().get(name);
    const fault = ssmlPlaceFault(name, definition, holder.frame, node);
    if (fault !== undefined) {
      holder.isFaulty = true;
      this.problems.add(fault, within.place);
    }
    if (!isXmlName(name)) return;
    this.#writeWaiting(holder, within.place);
    const attributes = plainSsmlAttributes(this.problems, name, definition, node, within.place);
    const isUnknown = definition === undefined && holder.frame.content !== 'speech';
    const content = definition?.content === 'none' ? 'none' : isUnknown ? 'unknown' : 'speech';
    const held = new Holder(new ElementScope(content, shownName(name), undefined, definition));
    this.#child(isReadNode(node) ? node.children : ownProp(node, 'children'), held, within);
    if (held.isSpoken) holder.isSpoken = true;
    if (held.isFaulty) holder.isFaulty = true;
    const inner = held.pieces.join('');
    holder.pieces.push(inner === '' ? `<${name}${attributes}/>` : `<${name}${attributes}>${inner}</${name}>`);
  }

  #verb(verb: CompiledVerb, node: ElementNode, holder: Holder, within: Around): void {
    const { place, indent } = within;
    const { name, definition, content } = verb;
    const isOfDocument = holder.frame.verb?.definition.root === true;
    if (definition.root === true) this.#sequence = new PlainSequence();
    const wrongPlace = misplaced(verb, holder);
    if (wrongPlace === undefined) holder.children.push(name);
    else {
      holder.isFaulty = true;
      this.problems.add(wrongPlace, place);
    }
    checkContext(this.problems.at(place), verb, this.#context);
    if (isOfDocument) for (const fault of this.#sequence.begin(verb)) this.problems.add(fault, place);
    this.#writeWaiting(holder, place);
    const attributes = plainAttributes(this.problems, verb, node, place);
    const held = new Holder(new ElementScope(content, name, verb, undefined));
    const subject: PlainSubject = {
      ...attributes,
      text: () => held.wholeText,
      childCount: () => held.children.length,
      parent: holder.frame.name,
      context: this.#context,
      call: this.#sequence.call,
      siblingKeys: holder.keys,
    };
    const { rules = [] } = definition;
    for (const rule of rules.filter(({ about, when }) => about !== undefined && when !== 'last')) {
      const isCalledFor = rule.about?.some((attribute) => (attributes.given[attribute] ?? null) !== null);
      if (isCalledFor === true) for (const fault of findings(rule, subject)) this.problems.add(fault, place);
    }
    const isLaidOut = this.#pretty && content === 'verbs';
    const inner = this.#contentOf(node, held, isLaidOut ? { ...within, indent: `${indent}  ` } : within);
    if (!held.isFaulty) for (const fault of countFaults(definition, held.children)) this.problems.add(fault, place);
    for (const rule of rules.filter(({ about, when }) => about === undefined && when !== 'last')) {
      for (const fault of findings(rule, subject)) this.problems.add(fault, place);
    }
    if (definition.root === true) {
      this.problems.found.push(...this.#sequence.ifLast);
      this.#sequence.ifLast = [];
    }
    if (isOfDocument) {
      this.#sequence.end(verb, attributes);
      const ifLast = rules.filter(({ when }) => when === 'last').flatMap((rule) => findings(rule, subject));
      const found = ifLast.flatMap((fault) => this.problems.problemsOf(fault, place, place.source));
      if (!this.#sequence.isBeyondEnd(verb)) this.#sequence.ifLast = [...this.#sequence.ifLast, ...found];
    }
    const isOnLine = this.#pretty && (holder.frame.content === 'verbs' || holder.frame.content === 'document');
    const end = inner === '' ? '/>' : `>${inner}${isLaidOut ? indent : ''}</${name}>`;
    holder.pieces.push(`${isOnLine ? indent : ''}<${name}${attributes.written}${end}`);
  }

  /** Checks the content of a verb, and its text or speech as a whole. */
  #contentOf(node: ElementNode, held: Holder, within: Around): string {
    const { frame } = held;
    this.#child(isReadNode(node) ? node.children : ownProp(node, 'children'), held, within);
    if (frame.content === 'text') {
      const fault = wrongText(held);
      if (fault !== undefined) this.problems.add(fault, within.place, held.textSource ?? within.place.source);
      this.#writeWaiting(held, within.place);
    } else if (frame.content === 'speech' && !held.isSpoken && !held.isFaulty) {
      this.problems.add(noWords(frame.name), within.place);
    }
    return held.pieces.join('');
  }
}
