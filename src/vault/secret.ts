import { createHiding } from './encodings.ts'
import { Opaque } from './opaque.ts'

/** A value that prints as `[redacted]` everywhere; only `reveal` gives it, at the moment of use. */
export class Secret extends Opaque {
  readonly #read: () => string
  /** `read` is called at each use, so that a secret kept in a file follows the file. */
  constructor(read: () => string) {
    super()
    this.#read = read
  }
  reveal(): string {
    return this.#read()
  }
}

/** The last pass: replaces every known secret value, in any encoding, in a text that leaves the process. */
export interface Redactor {
  add(secret: Secret): void
  redact(text: string): string
}

/** A redactor that knows no secret yet; values shorter than 6 characters are not searched for. */
export const createRedactor = (): Redactor => {
  const secrets = new Set<Secret>()
  const seen = new Set<string>()
  const hide = createHiding()
  const values = () => {
    for (const secret of secrets) {
      try {
        seen.add(secret.reveal())
      } catch {
        // A secret whose file is gone has no value to hide; its former values stay in `seen`.
      }
    }
    return [...seen].filter((value) => value.length >= 6)
  }
  return {
    add: (secret) => void secrets.add(secret),
    redact: (text) => hide(text, values()),
  }
}
