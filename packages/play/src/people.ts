import { people as known, type Person } from 'local-slack/people'
import * as registered from './registered.ts'

const rights = Object.values(registered).map(({ people }): Readonly<Record<string, string>> => people)

/** What the local systems let somebody do. */
const mayDo = (word: string, otherwise: string): string => {
  const found = rights.flatMap((people) => people[word] ?? [])
  return found.length > 0 ? found.join('; ') : `${otherwise}: nothing`
}

/** The people of the local Slack, by the word that `--as` takes; `may` is what they are there to show. */
export const accounts: Readonly<Record<string, Person>> = Object.fromEntries(
  Object.entries(known).map(([word, one]) => [word, { ...one, may: mayDo(word, one.may) }]),
)

/** The same people at a terminal, where they have ids of their own: `play:ana`. */
export const people: Readonly<Record<string, Person>> = Object.fromEntries(
  Object.entries(accounts).map(([word, one]) => [word, { ...one, id: `play:${word}` }]),
)
