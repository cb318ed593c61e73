/** A part of a line: text, or an element, a comment or an expression. */
interface Part {
  readonly source: string;
  readonly isText: boolean;
}

/** A space that JSX keeps at the end of a line. */
const SPACE = "{' '}";

/**
 * Fills lines with text and elements, as formatters do. JSX joins two lines of text with one space, and drops the space
 * between a line of text and an element: it is an expression there. Between parts without a space, a line may end if one of
 * them is not text.
 */
export class Flow {
  readonly #width: number;
  readonly #lines: string[] = [];
  #line = '';
  #endsAsText = false;
  /** Parts without a space between them. */
  #parts: Part[] = [];
  /** True if a space follows the line. */
  #hasSpace = false;

  constructor(width: number) {
    this.#width = width;
  }

  /** Adds a part without a space before it. */
  add(source: string, isText: boolean): void {
    this.#parts.push({ source, isText });
  }

  /** Adds a space. */
  space(): void {
    const isFirst = this.#lines.length === 0 && this.#line === '' && this.#parts.length === 0;
    if (isFirst) this.add(SPACE, false);
    else {
      this.#place();
      this.#hasSpace = true;
    }
  }

  /** Adds an element that needs lines of its own. */
  block(lines: readonly string[]): void {
    this.#place();
    this.#end(false);
    this.#lines.push(...lines);
  }

  /** Returns all lines. */
  end(): readonly string[] {
    this.#place();
    this.#end(false);
    return this.#lines;
  }

  /** Moves the parts to the line, or to a new one if they do not fit. */
  #place(): void {
    const [first, ...others] = this.#parts;
    if (first === undefined) return;
    this.#parts = [];
    const length = others.reduce((sum, { source }) => sum + source.length, first.source.length);
    const fits = (added: number): boolean => this.#line.length + added <= this.#width;
    if (this.#hasSpace && this.#line !== '' && fits(1 + length)) this.#line += ' ';
    else if (this.#hasSpace || (this.#line !== '' && !fits(length))) this.#end(first.isText);
    this.#hasSpace = false;
    this.#append(first);
    for (const part of others) {
      if (this.#line !== '' && length > this.#width && !fits(part.source.length)) this.#end(false);
      this.#append(part);
    }
  }

  #append({ source, isText }: Part): void {
    this.#line += source;
    this.#endsAsText = isText;
  }

  /** Ends the line. @param isText true if text follows */
  #end(isText: boolean): void {
    if (this.#line !== '') this.#lines.push(this.#line);
    const isKept = this.#hasSpace && !(this.#line !== '' && this.#endsAsText && isText);
    if (isKept) this.#lines.push(`${this.#lines.pop() ?? ''}${SPACE}`);
    this.#line = '';
    this.#hasSpace = false;
  }
}
