import { suggestAttribute } from '../hints/suggested-names.js';
import { type ElementProps, hasAttribute } from '../jsx/element.js';
import { quoted, shownName } from '../problems/inspect.js';
import type { SourcePosition } from '../problems/problem.js';
import { isWritable } from '../values/check-value.js';
import { isXmlName } from '../xml/characters.js';
import type { CompiledVerb } from './compiled-verb.js';
import type { Report } from './report.js';

/** Separates the invalid attributes of one element from the valid ones. */
export class AttributeFaults {
  readonly names = new Set<string>();
  /** The valid attributes. */
  readonly valid: Record<string, unknown>;

  constructor(props: ElementProps) {
    this.valid = Object.assign(Object.create(null), props);
  }

  /** Marks an attribute as invalid. */
  markInvalid(name: string): void {
    this.names.add(name);
    delete this.valid[name];
  }

  /** Marks an attribute as unknown. The attribute that was probably meant is then not reported as missing. */
  markUnknown(name: string, meant: string | undefined): void {
    this.markInvalid(name);
    if (meant !== undefined && (this.valid[meant] ?? null) === null) this.markInvalid(meant);
  }
}

/**
 * Reports an unknown attribute. Returns the name that was probably meant, if there is one and the problem is kept.
 */
export function reportUnknown(
  report: Report,
  verb: CompiledVerb,
  name: string,
  value: unknown,
  at?: SourcePosition,
): string | undefined {
  const code = verb.definition.names?.unknownAttribute ?? 'attribute.unknown';
  // Locked: an invalid name would become markup, and a value that cannot be written would be lost.
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

/** Reports missing required attributes. */
export function reportMissing(
  report: Report,
  verb: CompiledVerb,
  props: ElementProps,
  faulty: ReadonlySet<string> | undefined,
): void {
  for (const { name, rule } of verb.required) {
    if (hasAttribute(props, name) || faulty?.has(name) === true) continue;
    report.add({
      code: rule.rule ?? 'attribute.required',
      message: `<${verb.name}> is missing the required attribute ${name}.`,
    });
  }
}
