import { inspect } from 'node:util'

/** Prints as `[redacted]` in text, JSON, logs and errors; what extends it keeps its value in a `#field`. */
export class Opaque {
  /** What is printed in place of the value. */
  protected shown(): string {
    return '[redacted]'
  }
  toString(): string {
    return this.shown()
  }
  toJSON(): string {
    return this.shown()
  }
  [Symbol.toPrimitive](): string {
    return this.shown()
  }
  [inspect.custom](): string {
    return this.shown()
  }
}
