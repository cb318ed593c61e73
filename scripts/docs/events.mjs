// All events: their definitions and the documentation of their interfaces.
import ts from 'typescript';
import { endpointEventDefinitions, webhookEventDefinitions } from '../../src/events/event-definitions.ts';
import { commentOf, exportsOf, isOptional, membersOf, typeNamed, typeNodeOf, valuesOf } from './documentation.mjs';
import { tick, toHeading } from './markdown.mjs';

const interfaces = membersOfUnions();

/** All events with an `eventType`, and all events of WebRTC endpoints, whose type is in `event`. */
export const webhookEvents = Object.values(webhookEventDefinitions).map(eventOf);
export const endpointEvents = Object.values(endpointEventDefinitions).map(eventOf);

/** The named types of event fields, by name. Filled while the fields are read. */
export const sharedTypes = new Map();

/** Returns the interfaces of the two unions of events, by the literal of their type field. */
function membersOfUnions() {
  const exported = exportsOf('src/events/webhook-event.ts');
  return new Map(
    ['WebhookEvent', 'EndpointEvent'].flatMap((name) =>
      exported.get(name).declarations[0].type.types.map((node) => {
        const symbol = typeNamed(node);
        const discriminators = membersOf(symbol).filter((member) => /^event(Type)?$/.test(member.name));
        const literals = discriminators.map((member) => typeNodeOf(member)?.literal?.text);
        return [literals.find((literal) => literal !== undefined), symbol];
      }),
    ),
  );
}

function eventOf(definition) {
  const symbol = interfaces.get(definition.name);
  if (symbol === undefined) throw new Error(`${definition.name} has no interface.`);
  const { text } = commentOf(symbol);
  if (text === '') throw new Error(`${symbol.name} is not documented.`);
  return {
    ...definition,
    interfaceName: symbol.name,
    text,
    fieldRows: () => fieldRows(symbol, definition.fields),
    fieldData: () => fieldData(symbol, definition.fields),
  };
}

/** Returns the fields of an object as data, for the command `bxml send`. */
function fieldData(symbol, rules = {}) {
  return membersOf(symbol)
    .filter((member) => typeNodeOf(member).kind !== ts.SyntaxKind.UndefinedKeyword)
    .map((member) => {
      const { text, example } = commentOf(member);
      const rule = rules[member.name];
      const isWhole = typeof rule === 'string' && rule.startsWith('integer');
      const { type, ...more } = typeData(typeNodeOf(member), typeof rule === 'object' ? rule : {});
      return {
        name: member.name,
        type: isWhole ? 'integer' : type,
        always: isOptional(member) ? undefined : true,
        ...more,
        text,
        example: example === '' ? undefined : example,
      };
    });
}

/** Returns the JSON type of a field, its known values, and the fields of an object. */
function typeData(node, rules) {
  switch (node.kind) {
    case ts.SyntaxKind.StringKeyword:
      return { type: 'string' };
    case ts.SyntaxKind.NumberKeyword:
      return { type: 'number' };
    case ts.SyntaxKind.BooleanKeyword:
      return { type: 'boolean' };
    case ts.SyntaxKind.LiteralType:
      return { type: 'string', values: valuesOf(node) };
    case ts.SyntaxKind.ArrayType: {
      const { values } = typeData(node.elementType, {});
      return { type: 'array', values };
    }
    case ts.SyntaxKind.TypeLiteral:
      return { type: 'strings' };
    case ts.SyntaxKind.UnionType:
      return unionData(node, rules);
    case ts.SyntaxKind.TypeReference: {
      const symbol = typeNamed(node);
      if (symbol.flags & ts.SymbolFlags.Interface) return { type: 'object', fields: fieldData(symbol, rules) };
      return typeData(symbol.declarations[0].type, rules);
    }
    default: {
      const values = valuesOf(node);
      if (values.length > 0) return { type: 'string', values };
      throw new Error(`bxml send cannot read the type ${node.getText()}.`);
    }
  }
}

function unionData({ types }, rules) {
  const isNull = (type) => ts.isLiteralTypeNode(type) && type.literal.kind === ts.SyntaxKind.NullKeyword;
  const known = types.filter(
    (type) => type.kind !== ts.SyntaxKind.UndefinedKeyword && !keepsOpen(type) && !isNull(type),
  );
  const parts = known.map((type) => typeData(type, rules));
  const values = parts.flatMap((part) => part.values ?? []);
  const isOpen = types.some(keepsOpen) || parts.some(({ isOpen }) => isOpen);
  return {
    // A field that may be a string or a number is written as a string.
    ...(parts.find(({ type }) => type === 'string') ?? parts[0]),
    isNullable: types.some(isNull) ? true : undefined,
    values: values.length === 0 ? undefined : values,
    isOpen: isOpen ? true : undefined,
  };
}

/** Returns the fields of an object as rows: name, type, whether it is always sent, description, example. */
function fieldRows(symbol, rules = {}) {
  return membersOf(symbol)
    .filter((member) => typeNodeOf(member).kind !== ts.SyntaxKind.UndefinedKeyword)
    .map((member) => {
      const { text, example } = commentOf(member);
      if (text === '') throw new Error(`${member.name} of ${symbol.name} is not documented.`);
      const type = typeInWords(typeNodeOf(member));
      const rule = rules[member.name];
      const isWhole = typeof rule === 'string' && rule.startsWith('integer');
      return [
        tick(member.name),
        isWhole ? type.replace('number', 'integer') : type,
        isOptional(member) ? '' : 'yes',
        text,
        example === '' ? '' : tick(example),
      ];
    });
}

/** Returns a type in words. Named types are collected, so that the page describes them. */
function typeInWords(node) {
  switch (node.kind) {
    case ts.SyntaxKind.StringKeyword:
      return 'string';
    case ts.SyntaxKind.NumberKeyword:
      return 'number';
    case ts.SyntaxKind.BooleanKeyword:
      return 'boolean';
    case ts.SyntaxKind.LiteralType:
      return node.literal.kind === ts.SyntaxKind.NullKeyword ? '`null`' : tick(`"${node.literal.text}"`);
    case ts.SyntaxKind.ArrayType:
      return `array of ${typeInWords(node.elementType)}`;
    case ts.SyntaxKind.UnionType:
      return unionInWords(node);
    case ts.SyntaxKind.TypeLiteral:
      return 'object with string values';
    case ts.SyntaxKind.TypeReference:
      return namedInWords(typeNamed(node));
    default:
      throw new Error(`The reference cannot describe the type ${node.getText()}.`);
  }
}

/** True for `(string & {})`, which makes a list of values open. */
const keepsOpen = (node) => ts.isParenthesizedTypeNode(node) && ts.isIntersectionTypeNode(node.type);

function unionInWords({ types }) {
  const known = types.filter((type) => type.kind !== ts.SyntaxKind.UndefinedKeyword && !keepsOpen(type));
  const isValue = (type) => valuesOf(type).length > 0;
  const values = known.flatMap(valuesOf).map((value) => tick(`"${value}"`));
  if (types.some(keepsOpen)) values.push('…');
  const others = known.filter((type) => !isValue(type)).map(typeInWords);
  return [values.join(', '), ...others].filter((words) => words !== '').join(' or ');
}

function namedInWords(symbol) {
  if (!sharedTypes.has(symbol.name)) {
    sharedTypes.set(symbol.name, undefined);
    sharedTypes.set(symbol.name, sharedType(symbol));
  }
  return toHeading(symbol.name);
}

function sharedType(symbol) {
  const { text } = commentOf(symbol);
  if (text === '') throw new Error(`${symbol.name} is not documented.`);
  if (symbol.flags & ts.SymbolFlags.Interface) return { name: symbol.name, text, rows: fieldRows(symbol), values: '' };
  return { name: symbol.name, text, rows: [], values: typeInWords(symbol.declarations[0].type) };
}
