import { describe, expect, test } from 'vitest'
import { buttons, said } from '../../slack/scene.ts'
import { onlyQueryKeys, redashScene } from './flow.ts'

const rename = (yaml: string, from: string, to: string) => yaml.replaceAll(from, to)

describe('redash queries', () => {
  test('lists only what is exposed, as a table with pages and an export, and offers the queries themselves', async () => {
    const { answerTo, last, press, asked, redash } = await redashScene()
    const list = await answerTo('/redash queries')
    expect(list).toMatch(/^redash\/prod: 32 queries/)
    expect(list).toContain('Read with the user key “reader”.')
    expect(list).toContain('Orders by status')
    // Of Ben, a draft, and one with a tag that isn't exposed.
    expect(list).not.toMatch(/Draft of Ben|Finance numbers|Never run/)
    expect(asked().filter((one) => one.includes('/queries?'))).toEqual([
      'GET /api/queries?page=1&page_size=250&order=name',
    ])
    const first = last('ops')
    expect(buttons(first).join(' ')).toContain('next:0')
    await press('ana', first, buttons(first).find((one) => one.startsWith('page')) ?? 'no page')
    expect(said(last('ops'))).toContain('Total revenue (counter)')
    expect(asked()).toEqual([])
    expect(redash.writes()).toEqual([])
  })

  test('by words and tags, and says so if none is found', async () => {
    const { answerTo } = await redashScene()
    const found = await answerTo('/redash queries orders #sales')
    expect(found).toContain('4 queries with “orders”, tagged #sales')
    expect(found).toContain('Redash searches the name, the description and the SQL.')
    expect(await answerTo('/redash queries zzqqx')).toContain('No query with “zzqqx” is offered here')
    expect(await answerTo('/redash queries #zzqqx')).toContain('No query tagged #zzqqx is offered here')
  })

  test('with keys of queries alone: those that are named, each read with its own key, found by their words too', async () => {
    const { answerTo, asked } = await redashScene({ settings: onlyQueryKeys })
    const list = await answerTo('/redash queries')
    expect(list).toContain('1 query')
    expect(list).toContain('Orders by several statuses')
    expect(list).toContain('Read with the query key “several-statuses”.')
    expect(list).toContain("The key of a query doesn't tell when it was last run.")
    expect(asked()).toEqual(['GET /api/queries/8'])
    expect(await answerTo('/redash queries several')).toContain('1 query with “several”')
    expect(await answerTo('/redash queries customers')).toContain('No query with “customers” is offered here')
  })

  test('with keys of queries alone and everything exposed, those queries are listed and found by name', async () => {
    const everything = (yaml: string) =>
      yaml.replace(/\n {4}expose:\n {6}tags: .*\n {6}ids: .*\n {6}dashboards: .*/, '\n    expose: all')
    const { answerTo } = await redashScene({ settings: (yaml) => everything(onlyQueryKeys(yaml)) })
    expect(await answerTo('/redash queries')).toContain('1 query')
    expect(await answerTo('/redash query Orders by several')).toContain(
      '“Orders by several statuses” takes 1 parameter',
    )
  })

  test('without the setting: none, and who can change that', async () => {
    const settings = (yaml: string) => yaml.replace(/\n {4}expose:\n {6}tags: .*\n {6}ids: .*\n {6}dashboards: .*/g, '')
    const list = await (await redashScene({ settings })).answerTo('/redash queries')
    expect(list).toContain('No query is offered here')
    expect(list).toContain('“expose:” in the settings of the connection')
  })

  test('a query that changed its name is listed under the new one, hostile or not', async () => {
    const { answerTo, redash } = await redashScene()
    const query = redash.state.queries.find(({ id }) => id === 1)
    if (query) query.name = 'Daily <!channel> ``` orders'
    const list = await answerTo('/redash queries daily')
    expect(list).toContain('1 query with “daily”')
    expect(list).not.toMatch(/"mrkdwn","text":"[^"]*<!channel>/)
    expect(list).not.toMatch(/LocalRedash|Playground/)
  })
})

describe('redash query', () => {
  test('tells what it takes: types, options of its own and of another query, patterns, defaults', async () => {
    const { answerTo } = await redashScene()
    const report = await answerTo('/redash query Sales report')
    expect(report).toContain('“Sales report (five parameters)” takes 5 parameters')
    for (const text of [
      'one or several of a list: new, paid, shipped, returned, cancelled; default paid',
      'one of a list: web, shop, phone; default web',
      'a number; default 100',
      'two dates; default 2026-10-01--2026-11-01',
      'free text: [A-Za-z ]{1,40}; default order',
    ])
      expect(report).toContain(text)
    expect(await answerTo('/redash query Customers of a country')).toContain(
      'one of the options of another query: BR - São Paulo',
    )
    expect(await answerTo('/redash query Customer by code')).toContain('text of a pattern: C-[0-9]{1,3}; default C-7')
    expect(await answerTo('/redash query Revenue, last 7 days')).toContain('(last 7 days)')
  })

  test('tells its owner, its last run and its schedule, and leads to its page', async () => {
    const { answerTo, redash } = await redashScene()
    const query = redash.state.queries.find(({ id }) => id === 1)
    if (query) query.schedule = { interval: 604_800, time: '03:15', day_of_week: 'Monday', until: null }
    const shown = await answerTo('/redash query Daily orders')
    for (const text of ['Bot author', 'every Monday at 03:15 UTC', '/queries/1|Open in Redash', '#1', 'sales, daily'])
      expect(shown).toContain(text)
    expect(shown).toMatch(/2026-\d\d-\d\d \d\d:\d\d UTC/)
    expect(await answerTo('/redash query Customers of a country')).toContain('no stored result')
  })

  test('a link does where a name does, if it leads to this Redash', async () => {
    const { answerTo, redash } = await redashScene()
    const title = '“Customers of a country” takes 1 parameter'
    expect(await answerTo(`/redash query ${redash.url}/queries/12?p_country=FR`)).toContain(title)
    expect(await answerTo(`/redash query ${redash.url}/queries/12/source#65`)).toContain(title)
    expect(await answerTo('/redash query /queries/12?p_country=FR')).toContain(title)
    expect(await answerTo('/redash query #12')).toContain(title)
    expect(await answerTo('/redash query https://redash.example/queries/12')).toContain("That link doesn't lead to")
    expect(await answerTo(`/redash query ${redash.url}/dashboards/1`)).toContain('That link leads to no query')
  })

  test('one that is not exposed is not shown, by whatever it is named', async () => {
    const { answerTo, redash } = await redashScene()
    for (const name of ['38', `${redash.url}/queries/38`])
      expect(await answerTo(`/redash query ${name}`)).toContain("The bot doesn't offer query 38.")
    expect(await answerTo('/redash query Draft of Ben')).not.toContain('takes no parameters')
  })

  test('with its own key: without a list, and nothing of its last run', async () => {
    const { answerTo, asked } = await redashScene({ settings: onlyQueryKeys })
    const shown = await answerTo('/redash query Orders by several')
    expect(shown).toContain('“Orders by several statuses” takes 1 parameter')
    expect(shown).toContain('Read with the query key “several-statuses”.')
    expect(shown).toContain('not known')
    expect(new Set(asked())).toEqual(new Set(['GET /api/queries/8']))
    expect(await answerTo('/redash query 12')).toContain('no token')
  })

  test('says why the bot would not run it, and that it is archived', async () => {
    const { answerTo } = await redashScene({
      settings: (yaml) => rename(yaml, 'name: "[A-Za-z ]{1,40}"', 'other: "x"'),
    })
    expect(await answerTo('/redash query 23')).toContain('has the placeholder “anything” without a definition')
    expect(await answerTo('/redash query Find customer')).toContain('is free text, which could change the SQL')
    expect(await answerTo('/redash query Archived query')).toContain('It is archived')
  })

  test('options that are not there are said to be, and the rest is shown', async () => {
    const { answerTo } = await redashScene({ settings: (yaml) => rename(yaml, 'ids: [5,', 'ids: [5, 14,') })
    const shown = await answerTo('/redash query Dropdown of a query')
    expect(shown).toContain("which can't be read now; default a")
    expect(shown).toContain('come from query 11, which has no result or no data source')
  })
})
