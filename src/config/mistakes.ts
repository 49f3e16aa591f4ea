import { UserError } from '../errors.ts'
import { shown } from './nearest.ts'

/** The way to one setting: keys and positions. */
export type Path = readonly (string | number)[]

/** Collects what is wrong, so that one message can say all of it. */
export interface Mistakes {
  /** `where` is `file:line` or a variable; `key` tells places apart, and the first mistake of a place is kept. */
  add(where: string, text: string, key?: string): void
  readonly count: number
  /** Throws one UserError with every mistake, if there is any; `then` is what follows from that. */
  stop(then?: string): void
}

const most = 100

/** An empty collection. */
export const createMistakes = (): Mistakes => {
  const found = new Map<string, string>()
  return {
    add: (where, text, key = text) => {
      const place = `${where} ${key}`
      if (!found.has(place)) found.set(place, `- ${where}: ${text}`)
    },
    get count() {
      return found.size
    },
    stop: (then = '; nothing was started.') => {
      if (found.size === 0) return
      const lines = [...found.values()].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
      const more = lines.length > most ? [`- and ${lines.length - most} more`] : []
      const what = lines.length === 1 ? 'a mistake' : `${lines.length} mistakes`
      throw new UserError([`The settings have ${what}${then}`, ...lines.slice(0, most), ...more].join('\n'))
    },
  }
}

/** `connections.rudder/prod.tokens[0].secret`; a key of other characters is quoted and cut. */
export const pathText = (path: Path): string => path.map(partText).join('').replace(/^\./, '')

const partText = (part: string | number): string => {
  if (typeof part === 'number') return `[${part}]`
  return /^[\w/@.+*-]{1,60}$/.test(part) ? `.${part}` : `.${shown(part)}`
}
