import { describe, expect, test } from 'vitest'
import { buttons, said } from '../../slack/scene.ts'
import { onlyQueryKeys, openScene } from './flow.ts'

const posts = (asked: readonly string[]) => asked.filter((one) => one.startsWith('POST'))

describe('redash run', () => {
  test('shows the rows of a stored result with its age, the key and both ways to run it again', async () => {
    const { answerTo, last, press, asked, redash } = await openScene()
    const shown = await answerTo('/redash run Daily orders')
    expect(shown).toMatch(/^redash\/prod: “Daily orders”: 122 rows, \d+ min old/)
    expect(shown).toContain('Data from ')
    expect(shown).toContain('Run with the user key “reader”.')
    expect(shown).toContain("Redash also draws “Chart with empty options”, “Horizontal bars”, which I can't draw yet.")
    expect(asked().at(-1)).toBe('POST /api/queries/1/results')
    const first = last('ops')
    expect(buttons(first)).toEqual(expect.arrayContaining(['page:30', 'csv', 'next:0', 'next:1', 'next:2']))
    await press('ana', first, 'page:30')
    expect(said(last('ops'))).toContain('Rows 31 to 60 of 122')
    expect(asked()).toEqual([])
    await press('ana', last('ops'), 'next:0')
    expect(said(last('ops'))).toMatch(/“Daily orders”: 122 rows, read just now/)
    expect(posts(asked())).toHaveLength(1)
    expect(redash.writes()).toEqual([])
  })

  test('an older result than the setting or the line says is run again', async () => {
    const { answerTo, asked } = await openScene({
      settings: (yaml) => yaml.replace('expose:', 'maxAge: 60\n    expose:'),
    })
    expect(await answerTo('/redash run Daily orders')).toContain('read just now')
    asked()
    expect(await answerTo('/redash run Customers (all types) --max-age 2h')).toContain(' min old')
    expect(posts(asked())).toHaveLength(1)
    expect(await answerTo('/redash run Customers (all types) --max-age soon')).toContain(
      '“soon” is not a valid age. Use seconds or a unit: 600, 10m, 2h, 1d.',
    )
    expect(asked().filter((one) => one.startsWith('POST'))).toEqual([])
  })

  test('takes values as pairs, from a link, and loosely spelled; what was sent is shown', async () => {
    const { answerTo, redash } = await openScene()
    for (const line of [
      'redash run Orders by status status=paid',
      'redash run "Orders by status" Status="paid"',
      `redash run ${redash.url}/queries/7?p_status=paid`,
      `redash run ${redash.url}/queries/7?p_status=new status=paid`,
    ]) {
      const shown = await answerTo(`/${line}`)
      expect(shown, line).toContain('“Orders by status”: 10 rows')
      expect(shown, line).toContain(
        '{"type":"text","text":"status","style":{"bold":true}},{"type":"text","text":"  paid"}',
      )
    }
    const range = `${redash.url}/queries/18?p_period.start=2026-11-01&p_period.end=2026-11-15`
    expect(await answerTo(`/redash run ${range}`)).toContain('2026-11-01--2026-11-15')
    expect(await answerTo('/redash run Orders since a minute since=2026-11-20 08:30')).toContain('2026-11-20 08:30')
    expect(await answerTo('/redash run Orders by several status statuses=paid,new')).toContain('2 rows')
  })

  test('a missing or wrong value names the parameter, its type and what is allowed, and nothing is run', async () => {
    const { answerTo, whispered, press, last, asked } = await openScene()
    const missing = await answerTo('/redash run Orders by status')
    expect(missing).toContain('“Orders by status” was not run. A value is missing: “status”, one of a list.')
    expect(missing).toContain('new, paid, shipped, returned, cancelled; default paid')
    expect(await answerTo('/redash run Orders by status status=gone')).toContain('must be one of “new”, “paid”')
    expect(await answerTo('/redash run Sales report channel=web')).toContain(
      '4 values are missing: “statuses”, “min_amount”, “period”, “needle”.',
    )
    expect(await answerTo('/redash run Orders by status colour=red')).toContain('There is no parameter “colour”.')
    expect(posts(asked())).toEqual([])
    // The button fills in the defaults.
    const [first] = whispered('ana', 'ops')
    await press('ana', first ?? last('ops'), 'next:0')
    expect(said(last('ops'))).toContain('“Orders by status”: 10 rows')
  })

  test('dynamic dates are those of the person who asks', async () => {
    const { answerTo, slack, world } = await openScene()
    const zone = (tz: string) => slack.change('ana', { tz })
    zone('Pacific/Kiritimati')
    await world.advance(0)
    const shown = await answerTo('/redash run Orders of yesterday by default day=d_yesterday')
    // At 09:00 UTC on 1 November it is 23:00 there.
    expect(shown).toContain('2026-10-31')
    expect(shown).not.toContain('d_yesterday"}]')
  })

  test('free text takes a scope of its own', async () => {
    const { answerTo, asked } = await openScene()
    expect(await answerTo('/redash run Find customer name=Anna')).toContain('Run with the user key “runner”.')
    asked()
    const { answerTo: withoutScope } = await openScene({
      settings: (yaml) => yaml.replace(/redash:queries:run, redash:text-queries:run/, 'redash:queries:run'),
    })
    expect(await withoutScope('/redash run Find customer name=Anna')).toContain(
      'run queries with free text in their SQL',
    )
    expect(await withoutScope('/redash run Daily orders')).toContain('122 rows')
  })

  test('a counter is a figure in the first line, and a column of the name of a secret is not shown', async () => {
    const { answerTo, redash } = await openScene()
    expect(await answerTo('/redash run Total revenue')).toMatch(
      /“Total revenue \(counter\)”: Revenue € 1,004,470, target 2,000,000, \d+ min old/,
    )
    redash.state.tables.accounts = {
      columns: [
        { name: 'login', type: 'string' },
        { name: 'password', type: 'string' },
      ],
      rows: [['ada', 'hunter2hunter2']],
    }
    const query = redash.state.queries.find(({ id }) => id === 1)
    if (query) query.sql = 'SELECT * FROM accounts'
    const shown = await answerTo('/redash run Daily orders --fresh')
    expect(shown).toContain('Not shown, because their names are those of secrets: password.')
    expect(shown).not.toContain('hunter2')
  })

  test('with the key of a query alone', async () => {
    const { answerTo, asked } = await openScene({ settings: onlyQueryKeys })
    const shown = await answerTo('/redash run Orders by several status statuses=paid')
    expect(shown).toContain('Run with the query key “several-statuses”.')
    expect(shown).toContain('1 row')
    expect(asked().every((one) => one.includes('/queries/8'))).toBe(true)
  })
})
