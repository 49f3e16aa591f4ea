import { distance } from 'fastest-levenshtein'
import type { Command } from './command.ts'
import { formsOf } from './forms.ts'

const FAR = 0.5

/** How far a typed word is from a command word: 0 the same, 1 nothing in common. */
const apart = (typed: string, word: string): number => {
  if (typed === word) return 0
  if (typed.length > 1 && word.startsWith(typed)) return 0.25
  return distance(typed.slice(0, 40), word) / Math.max(Math.min(typed.length, 40), word.length)
}

const score = (typed: readonly string[], words: readonly string[]): number => {
  const compared = words.slice(0, typed.length)
  const worst = Math.max(...compared.map((word, i) => apart(typed[i] ?? '', word)))
  return worst + (words.length - compared.length) * 0.1
}

/** A command that may have been meant, and how many of the typed words are its name. */
export interface Near {
  readonly command: Command
  readonly words: number
}

/** The commands that may have been meant, best first, at most three; none if nothing is like it. */
export const nearestCommands = (commands: readonly Command[], typed: readonly string[]): readonly Near[] => {
  if (typed.length === 0) return []
  const lower = typed.map((word) => word.toLowerCase())
  const scored = formsOf(commands).flatMap(({ words, command, own }) => {
    const [system = '', , ...verbs] = words
    // The system or the noun may have been left out: `rules`, `rudder disable`.
    const bare = words.slice(1)
    const variants = [
      words,
      ...(bare.length > 0 ? [bare] : []),
      ...(verbs.length > 0 ? [[system, ...verbs], verbs] : []),
    ]
    return variants.map((variant, i) => ({
      command,
      words: Math.min(variant.length, typed.length),
      score: score(lower, variant) + (i === 0 ? 0 : 0.05) + (own ? 0 : 0.02),
    }))
  })
  const sorted = scored.filter((s) => s.score <= FAR).sort((a, b) => a.score - b.score)
  const seen = new Set<Command>()
  return sorted.filter(({ command }) => !seen.has(command) && seen.add(command)).slice(0, 3)
}

/** The word of a short list that may have been meant. */
export const nearestWord = (typed: string, words: readonly string[]): string | undefined => {
  const scored = words.map((word) => ({ word, far: apart(typed.toLowerCase(), word.toLowerCase()) }))
  return scored.filter((s) => s.far <= FAR).sort((a, b) => a.far - b.far)[0]?.word
}
