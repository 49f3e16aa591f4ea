import type { Json } from './state.ts'

/** What the Web API answers with `ok: false`. */
export class Refused extends Error {
  readonly more: Json

  constructor(error: string, more: Json = {}) {
    super(error)
    this.more = more
  }
}
