import canonicalize from 'canonicalize'
import { z } from 'zod'
import { Opaque } from '../../../vault/opaque.ts'

interface Section {
  readonly name?: unknown
  readonly vars?: readonly { readonly var?: { readonly name?: unknown } }[]
  readonly sections?: readonly { readonly section?: Section }[]
}

/**
 * The parameters of a directive, which may be passwords or keys: their values can't be read. They can be named, compared,
 * and hashed with a key; printed, logged or put into JSON they are `[parameters]`.
 */
export class Parameters extends Opaque {
  readonly #value: unknown
  constructor(value: unknown) {
    super()
    this.#value = value
  }
  /** The names of the variables, each once, with the section if it has one: `Package: PACKAGE_LIST`. */
  names(): readonly string[] {
    const found: string[] = []
    const visit = ({ name, vars, sections }: Section, top: boolean) => {
      const place = top || typeof name !== 'string' ? '' : `${name}: `
      for (const one of list(vars)) if (typeof one.var?.name === 'string') found.push(place + one.var.name)
      for (const one of list(sections)) if (one.section) visit(one.section, false)
    }
    const { section } = (this.#value ?? {}) as { readonly section?: Section }
    if (section) visit(section, true)
    return [...new Set(found)]
  }
  /** `mac` of their canonical JSON; with a keyed hash, a short secret can't be guessed without the key. */
  hashed(mac: (text: string) => string): string {
    return mac(this.#text())
  }
  equals(other: Parameters): boolean {
    return this.#text() === other.#text()
  }
  #text(): string {
    return canonicalize(this.#value) ?? 'null'
  }
  protected override shown(): string {
    return '[parameters]'
  }
}

const list = <T>(value: readonly T[] | undefined): readonly T[] => (Array.isArray(value) ? value : [])

/** Anything at all, hidden as soon as it is read. */
export const Hidden = z.unknown().transform((value) => new Parameters(value))
