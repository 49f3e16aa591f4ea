import type { Message as Seen } from 'local-slack'
import { must } from './ledger.ts'

type Block = NonNullable<Seen['blocks']>[number]

interface Notes {
  readonly type: string
  readonly elements?: readonly Readonly<Record<string, unknown> & { text?: string }>[]
}

/** A message is late after a minute, and the clocks of two bots are seconds apart, in milliseconds. */
const soonest = 60_000 - 10_000

/** The blocks without the sentence that says they came late, which only a message that did come late may have. */
export const withoutLate = ({ ts, blocks = [] }: Seen, createdAt: number): readonly Block[] =>
  blocks.flatMap((block) => {
    const { type, elements = [] } = block as Notes
    if (type !== 'context' || !elements[0]?.text?.startsWith('LATE: sent ')) return [block]
    must(Number(ts) * 1000 - createdAt >= soonest, `${ts} says that it is late, and is not: ${createdAt}`)
    const at = elements.findIndex(({ text }) => text?.includes('.'))
    const [ending, ...others] = elements.slice(at)
    const rest = ending?.text?.slice(ending.text.indexOf('.') + 1).trimStart()
    const left = rest ? [{ ...ending, text: rest }, ...others] : others
    return left.length === 0 ? [] : [{ ...block, elements: left } as Block]
  })
