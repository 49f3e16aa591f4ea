import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Where the repository lies. */
export const repository = join(import.meta.dirname, '../..')

/** One instruction: `{ word: 'COPY', rest: 'src src' }`. */
export interface Step {
  readonly word: string
  readonly rest: string
}

/** What stands between one FROM and the next. */
export interface Stage {
  /** As it is after the arguments' defaults: `node:24.21.0-bookworm-slim@sha256:…`. */
  readonly base: string
  readonly name: string | undefined
  readonly steps: readonly Step[]
}

/** The stages of a Dockerfile, with the defaults of its arguments; lines are not continued in ours. */
export const stagesOf = (text: string): readonly Stage[] => {
  const args = new Map<string, string>()
  const stages: { base: string; name: string | undefined; steps: Step[] }[] = []
  for (const line of text.split('\n').filter((one) => one.trim() !== '' && !one.startsWith('#'))) {
    const [, word = '', rest = ''] = /^([A-Z]+) (.+)$/.exec(line) ?? []
    if (word === '' || rest.endsWith('\\')) throw new Error(`not understood in the Dockerfile: ${line}`)
    if (word === 'FROM') {
      const [base = '', , name] = rest.replace(/\$\{(\w+)\}/g, (_, key) => args.get(key) ?? '').split(' ')
      stages.push({ base, name, steps: [] })
    } else if (word === 'ARG' && stages.length === 0) {
      const [key = '', value = ''] = rest.split('=')
      args.set(key, value)
    } else stages.at(-1)?.steps.push({ word, rest })
  }
  return stages
}

/** The last instruction of a kind. */
export const last = ({ steps }: Stage, word: string): string => {
  const found = steps.findLast((step) => step.word === word)
  if (!found) throw new Error(`the Dockerfile has no ${word}`)
  return found.rest
}

/** What a stage sets in the environment. */
export const envOf = ({ steps }: Stage): Readonly<Record<string, string>> =>
  Object.fromEntries(
    steps
      .filter(({ word }) => word === 'ENV')
      .flatMap(({ rest }) => rest.split(' '))
      .map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
  )

/** Whether a path of the repository is kept from the image; the last line that fits decides, as Docker does it. */
export const ignoredBy = (text: string): ((path: string) => boolean) => {
  const rules = text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => ({ isKept: line.startsWith('!'), pattern: line.replace(/^!/, '') }))
  const odd = rules.find(({ pattern }) => pattern !== '*' && /[*?[\]]/.test(pattern))
  if (odd) throw new Error(`not understood in .dockerignore: ${odd.pattern}`)
  const fits = (pattern: string, path: string) => pattern === '*' || path === pattern || path.startsWith(`${pattern}/`)
  return (path) => rules.findLast(({ pattern }) => fits(pattern, path))?.isKept === false
}

/** A file of the repository as text. */
export const fileText = (path: string): string => readFileSync(join(repository, path), 'utf8')
