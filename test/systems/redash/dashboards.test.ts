import { describe, expect, test } from 'vitest'
import { onlyQueryKeys, redashScene } from './flow.ts'

describe('redash dashboards', () => {
  test('lists those that the settings name, each read by its number', async () => {
    const { answerTo, asked, redash } = await redashScene()
    const list = await answerTo('/redash dashboards')
    expect(list).toMatch(/^redash\/prod: 5 dashboards/)
    expect(list).toContain('Read with the user key “reader”.')
    expect(list).not.toMatch(/Finance dashboard|Draft of Ada|LocalRedash|Playground/)
    expect(asked().toSorted()).toEqual([1, 11, 2, 5, 8].map((id) => `GET /api/dashboards/${id}`))
    expect(await answerTo('/redash dashboards sales')).toContain('1 dashboard with “sales” in the name')
    expect(await answerTo('/redash dashboards #public')).toContain('1 dashboard tagged #public')
    expect(await answerTo('/redash dashboards zzqqx')).toContain(
      'No dashboard with “zzqqx” in the name is offered here',
    )
    expect(redash.writes()).toEqual([])
  })

  test('with “all”, those of the list', async () => {
    const settings = (yaml: string) =>
      yaml.replace(/\n {4}expose:\n {6}tags: .*\n {6}ids: .*\n {6}dashboards: .*/g, '\n    expose: all')
    const { answerTo, asked } = await redashScene({ settings })
    expect(await answerTo('/redash dashboards')).toContain('Same name')
    expect(asked()).toEqual(['GET /api/dashboards?page=1&page_size=250'])
  })

  test('one that is gone is left out', async () => {
    const { answerTo, redash } = await redashScene()
    redash.state.dashboards = redash.state.dashboards.filter(({ id }) => id !== 2)
    expect(await answerTo('/redash dashboards')).toContain('4 dashboards')
  })
})

describe('redash dashboard', () => {
  test('shows the latest figures of what is exposed, text boxes, and only the name of another query', async () => {
    const { answerTo, redash, asked } = await redashScene()
    const shown = await answerTo('/redash dashboard Sales overview')
    for (const text of [
      '“Sales overview” has 9 widgets',
      'Revenue counter',
      '€ 1,004,470, target 2,000,000; as of 2026-',
      'rows, the first: month 2025-12-01, channel phone, revenue 163.38',
      'no stored result',
      '# Sales overview · See',
      'Not offered here',
      'Amount against items',
      "1 widget is of a data source that the bot's key doesn't see.",
      'Figures of a query with parameters are those of its stored defaults.',
      'Read with the user key “reader”.',
      '/dashboards/1|Open in Redash',
    ])
      expect(shown).toContain(text)
    // Query 48 isn't exposed: nothing of its result is read.
    expect(asked().some((one) => one.includes('/queries/48'))).toBe(false)
    expect(shown).not.toMatch(/Scatter|LocalRedash|Playground/)
    expect(shown).not.toMatch(/"mrkdwn","text":"[^"]*<!channel>/)
    expect(redash.writes()).toEqual([])
  })

  test('widgets stand in the order of the page, not in that of their numbers', async () => {
    const { answerTo, redash } = await redashScene()
    const [shared] = redash.state.dashboards.filter(({ id }) => id === 2)
    const [first] = shared?.widgets ?? []
    if (!first) throw new Error('no widget')
    Object.assign(first, { options: { ...first.options, position: { row: 90, col: 0 } } })
    const shown = await answerTo('/redash dashboard Shared dashboard')
    expect(shown.indexOf('Orders by status')).toBeLessThan(shown.indexOf('Total revenue (counter)'))
    expect(shown.indexOf('Orders by status')).toBeGreaterThan(0)
  })

  test('a number is shown with every digit, and what is null as null', async () => {
    const { answerTo, redash } = await redashScene()
    const query = redash.state.queries.find(({ id }) => id === 46)
    const result = redash.state.results.find(({ id }) => id === query?.latest)
    if (!result) throw new Error('no result')
    Object.assign(result, { data: { ...result.data, rows: [[1234567.891, null]] } })
    const shown = await answerTo('/redash dashboard Shared dashboard')
    expect(shown).toContain('€ 1,234,567.891, target null; as of')
  })

  test('a link or a number does where a name does; one that is not exposed is not shown', async () => {
    const { answerTo, redash } = await redashScene()
    const title = '“Sales overview” has 9 widgets'
    for (const name of ['1', '#1', '/dashboards/1-sales-overview', `${redash.url}/dashboards/1?p_period=x`])
      expect(await answerTo(`/redash dashboard ${name}`)).toContain(title)
    expect(await answerTo('/redash dashboard 3')).toContain("The bot doesn't offer dashboard 3.")
    expect(await answerTo('/redash dashboard Draft of Ada')).toContain('Only those that the settings name are offered.')
  })

  test('without widgets it says so, and with keys of queries alone why it can’t be read', async () => {
    const { answerTo, redash } = await redashScene()
    const [shared] = redash.state.dashboards.filter(({ id }) => id === 2)
    if (shared) shared.widgets = []
    expect(await answerTo('/redash dashboard Shared dashboard')).toContain('“Shared dashboard” has no widgets')
    const keys = await redashScene({ settings: onlyQueryKeys })
    expect(await keys.answerTo('/redash dashboard Shared dashboard')).toContain('redash:dashboards:read')
  })
})
