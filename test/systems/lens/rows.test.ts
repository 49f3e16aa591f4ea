import type { LocalLens } from 'local-lens'
import { expect, test, vi } from 'vitest'
import { buttons, said, startScene } from '../../slack/scene.ts'
import { onFile } from '../../snapshots/scene.ts'

const scene = async () => {
  const started = await startScene(onFile, { beside: ['lens'] })
  const lens: LocalLens | undefined = started.play.lens?.prod
  if (!lens) throw new Error('no Lens was started')
  const { slack, press } = started
  const direct = () => slack.seen(slack.direct('ana'), 'ana')
  const own = () => {
    const message = direct().findLast(({ files }) => files === undefined)
    if (!message) throw new Error('nothing is in the direct messages')
    return message
  }
  return {
    ...started,
    lens,
    own,
    /** The lines of the file that the answer becomes. */
    exported: async (): Promise<readonly string[]> => {
      await press('ana', own(), 'csv')
      const file = await vi.waitUntil(() => direct().flatMap(({ files = [] }) => files)[0])
      return (await (await fetch(`${slack.url}${file.url}`)).text()).trim().split('\r\n')
    },
  }
}

test('the rows of a query are those of whoever asked: paged, a file of all of them, and shared once that person wants it', async () => {
  const { type, press, slack, own, last, now, lens, exported } = await scene()
  await type('ana', 'ops', '/lens total_customers by customer_id')
  const answer = own()
  const title = 'Total Customers by Customer id: 60 rows'
  expect(slack.seen('ops')).toEqual([])
  expect(said(answer)).toContain(title)
  expect(buttons(answer)).toEqual(expect.arrayContaining(['page:20', 'csv', 'share']))
  const asked = lens.requests.length
  await press('ana', answer, 'page:20')
  expect(said(now(answer))).toContain('Rows 21 to 40 of 60')
  const lines = await exported()
  expect(lines).toHaveLength(61)
  expect(lines[0]).toMatch(/Customer id,Total Customers$/)
  await press('ana', answer, 'share')
  expect(said(last('ops'))).toContain(title)
  expect(said(last('ops'))).toContain('Shared by ana.')
  // All of it is the answer that was read: nothing is asked again.
  expect(lens.requests).toHaveLength(asked)
})

test('numbers that came as text are numbers, with every digit, and what a table holds is never a formula', async () => {
  const { type, own, lens, exported } = await scene()
  const sales = lens.state.tables.find(({ name }) => name === 'sales')
  if (sales)
    sales.rows = Array.from({ length: 30 }, (_, at) => ({
      ...sales.rows[at],
      amount: 1_234_567.25,
      region: `=1+${at + 10}`,
      sold_at: Date.UTC(2026, 9, 3, 8),
    }))
  await type('ana', 'ops', '/lens sales.revenue by region per month')
  expect(said(own())).toContain('2026-10')
  const [, first] = await exported()
  expect(first).toBe("2026-10,'=1+10,1234567.25")
})
