import { expect } from 'vitest'
import { toTerminal } from '../../src/message/terminal.ts'
import { toText } from '../../src/message/text.ts'
import type { Reply } from '../../src/run/reply.ts'
import { toBlocks } from '../../src/slack/blocks/blocks.ts'

/** Blocks as they are compared: one a line, without the ids that nobody sees. */
const blocksIn = (blocks: readonly object[]): string =>
  blocks.map((block) => JSON.stringify({ ...block, block_id: undefined })).join('\n')

/** One answer in a golden file: who sees it, and how it reads as text, at a terminal and in Slack. */
export const section = (heading: string, { message, ending, to, late, waits }: Reply): string => {
  const marks = [ending, `for the ${to}`, ...(late ? ['too late'] : []), ...(waits ? ['one of several'] : [])]
  return [
    ...[`══════ ${heading}`, `       (${marks.join(' · ')})`],
    ...['── text', toText(message)],
    ...['── terminal', toTerminal(message, { width: 100, zone: 'UTC', actions: true })],
    ...['── Block Kit', blocksIn(toBlocks(message, { id: 'post:1', run: 'run' }).blocks), ''],
  ].join('\n')
}

/** One message or form in a golden file, as the local Slack was given it. */
export const posted = (heading: string, text: string, blocks: readonly object[]): string =>
  [`══════ ${heading}`, '── text', text, '── Block Kit', blocksIn(blocks), ''].join('\n')

/** Compares the sections with `golden/<name>.txt`; `vitest -u` writes that file anew. */
export const matchGolden = (name: string, sections: readonly string[]): Promise<void> =>
  expect(sections.join('\n').replaceAll('\0', '␀')).toMatchFileSnapshot(`golden/${name}.txt`)

/** Words that differ from run to run, and what stands for them in a golden file. */
export type Varying = readonly (readonly [found: string | RegExp, stands: string])[]

/** The same value with each varying word replaced, before anything is laid out by its width. */
export const steady = <T>(value: T, varying: Varying): T =>
  JSON.parse(varying.reduce((text, [found, stands]) => text.replaceAll(found, stands), JSON.stringify(value))) as T

/** Ids that are counted from the start, and tell by their looks that they are such. */
export const countedIds = () => {
  let last = 0
  return { id: () => `ZZ${String(++last).padStart(6, '0')}${'0'.repeat(18)}` }
}

const counted = /ZZ\d{6}/g

/** Numbers counted ids in the order in which they are shown, so that one that is never shown moves no other. */
export const createNumbering = () => {
  const seen: string[] = []
  return <T>(value: T): T =>
    JSON.parse(
      JSON.stringify(value).replace(counted, (id) => {
        if (!seen.includes(id)) seen.push(id)
        return `ZZ${String(seen.indexOf(id) + 1).padStart(6, '0')}`
      }),
    ) as T
}
