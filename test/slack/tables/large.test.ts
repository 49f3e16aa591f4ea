import { expect, test, vi } from 'vitest'
import { isFull } from '../../runs.ts'
import { large, rowOf } from '../../tables/demo.ts'
import { mainlyHttp, said, startScene } from '../scene.ts'
import { labels, next, rowsIn } from './shown.ts'

const many = isFull() ? 60_000 : 3_000
const words = (n: number) => n.toLocaleString('en-US')

mainlyHttp((stand) => {
  test('a table whose rows come one by one is paged and exported as it came', async () => {
    const { type, press, last, now, slack } = await startScene(stand, { commands: [large(many)] })
    await type('ana', 'ops', '/rudder large')
    const first = last('ops')
    expect(said(first)).toContain(`Rows 1 to 20 of ${words(many)}`)
    expect(labels(first)).toEqual([`Next 20 of ${words(many - 20)}`, 'Export CSV'])
    await press('ana', first, next(first))
    const [row] = rowsIn(now(first))
    expect(row).toEqual([
      ...['20', 'srv-20.site20.acme.net', '90,071,992,547,409,930,020', '20.10000000000000000001', '', '2026-11-30'],
      ...['yes', '=note “20”, with a comma'],
    ])
    await press('ana', first, 'csv')
    const file = await vi.waitUntil(() => slack.seen('ops').flatMap(({ files = [] }) => files)[0])
    const lines = (await (await fetch(`${slack.url}${file?.url}`)).text()).split('\r\n')
    expect(lines).toHaveLength(many + 2)
    expect(lines[many]).toBe(
      `${many - 1},srv-${many - 1}.site${(many - 1) % 40}.acme.net,${rowOf(many - 1)[2]},${many - 1}.10000000000000000001,${new Date(rowOf(many - 1)[4]).toISOString()},2026-11-30,no,"'=note “${many - 1}”, with a comma"`,
    )
  })
})
