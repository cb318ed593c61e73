import { suggestAttribute } from '../hints/suggested-names.js';
import type { ElementProps } from '../jsx/element.js';
import { quoted, shownName } from '../problems/inspect.js';
import type { SourcePosition } from '../problems/problem.js';
import { isWritable } from '../values/check-value.js';
import { isXmlName } from '../xml/characters.js';
import type { CompiledVerb } from './compiled-verb.js';
import type { Report } from './report.js';

/** The attributes of one element once each of them has been checked. */
export interface CheckedAttributes {
  /** All as values, those that broke a rule too. */
  readonly props: ElementProps;
  /** Those that broke a rule of their own, if any did. */
  readonly faults: AttributeFaults | undefined;
}

/** The attributes of one element that broke a rule of their own, apart from the others. */
export class AttributeFaults {
  readonly names = new Set<string>();
  /** All attributes. */
  readonly given: ElementProps;
  /** The attributes that broke no rule of their own. */
  readonly valid: Record<string, unknown>;

  constructor(props: ElementProps) {
    this.given = props;
    this.valid = Object.assign(Object.create(null), props);
  }

  /** Notes that an attribute broke a rule. */
  markInvalid(name: string): void {
    this.names.add(name);
    delete this.valid[name];
  }

  /** Notes an unknown attribute. That is one fault: the one that was probably meant is not reported as missing. */
  markUnknown(name: string, meant: string | undefined): void {
    this.markInvalid(name);
    if (meant !== undefined && (this.valid[meant] ?? null) === null) this.markInvalid(meant);
  }
}

/**
 * Reports an attribute that the verb does not have, and returns the one that was probably meant. Nothing is suggested
 * once the problem is no longer kept.
 */
export function reportUnknown(
  report: Report,
  verb: CompiledVerb,
  name: string,
  value: unknown,
  at?: SourcePosition,
): string | undefined {
  const code = verb.definition.names?.unknownAttribute ?? 'attribute.unknown';
  // A name that is no name would be markup, and a value that cannot be written would be lost.
  const locked = !isXmlName(name) || !isWritable(value);
  if (report.isFullFor({ code, locked })) {
    report.add({ code, locked, message: '' }, at);
    return undefined;
  }
  const names = [...verb.attributes.keys()];
  const suggestion = suggestAttribute(verb.name, name, names);
  const message = `<${verb.name}> has no attribute ${isXmlName(name) ? shownName(name) : quoted(name)}; allowed: ${names.length === 0 ? 'none' : names.join(', ')}.`;
  report.add({ code, message, hint: suggestion?.hint, locked }, at);
  return suggestion?.name;
}

/** Reports required attributes that are missing. */
export function reportMissing(
  report: Report,
  verb: CompiledVerb,
  props: ElementProps,
  faulty: ReadonlySet<string> | undefined,
): void {
  for (const { name, rule } of verb.required) {
    if ((Object.hasOwn(props, name) && (props[name] ?? null) !== null) || faulty?.has(name) === true) continue;
    report.add({
      code: rule.rule ?? 'attribute.required',
      message: `<${verb.name}> lacks its attribute ${name}, which is required.`,
    });
  }
}
