import { expect, test } from 'vitest'
import { ask } from '../../../src/run/ask.ts'
import { lens } from '../../../src/systems/lens/index.ts'
import { person, textOf } from '../../bot.ts'
import { onSqlite } from '../../flow/sqlite.ts'
import type { Engine } from '../../store/engines.ts'
import { startContractScene } from '../contract/scene.ts'
import { localLens } from './local.ts'

const start = async (engine: Pick<Engine, 'fresh'>) => {
  const scene = await startContractScene(lens, localLens, engine)
  const { local } = scene
  local.state.hold = 0
  const table = (name: string) => {
    const found = local.state.tables.find((one) => one.name === name)
    if (!found) throw new Error(`no table ${name}`)
    return found
  }
  /** What a line shows while it works, and how it ends. */
  const follow = async (line: string, signal?: AbortSignal, seen: (progress: string) => void = () => {}) => {
    const running = ask(scene.context, { principal: person('ana'), line }, signal)
    const steps: string[] = []
    for (;;) {
      const step = await running.next()
      if (step.done) return { ...step.value, steps }
      steps.push(step.value.progress)
      seen(step.value.progress)
    }
  }
  const loads = () => local.requests.filter(({ path }) => path.endsWith('/load'))
  return { ...scene, table, follow, loads }
}

onSqlite((engine) => {
  test('a query in words: the rows, how it was understood, which days, how fresh', async () => {
    const { ask: say, local } = await start(engine)
    const { message, ending, to } = await say('lens revenue, sales.count per month last 3 months top 2')
    expect([ending, to]).toEqual(['done', 'direct'])
    expect(message.title).toBe('Revenue, Count per month: 2 rows')
    expect(message.fields).toEqual([
      {
        label: 'Understood as',
        value:
          'sales.revenue, sales.count per month of sales.sold_at last 3 months order by sales.revenue desc limit 2',
      },
      { label: 'Time', value: '2026-09-01 to 2026-11-30 (UTC)' },
    ])
    expect(message.table?.columns.map(({ label, type }) => `${label} ${type}`)).toEqual([
      'Sold at date',
      'Revenue decimal',
      'Count decimal',
    ])
    const sold = local.state.tables.find(({ name }) => name === 'sales')?.rows ?? []
    const of = (month: string) =>
      sold.filter(({ sold_at }) => new Date(Number(sold_at)).toISOString().startsWith(month))
    for (const [month, revenue, count] of message.table?.rows ?? []) {
      const cents = of(String(month)).reduce((sum, { amount }) => sum + Math.round(Number(amount) * 100), 0)
      expect([Number(revenue), Number(count)]).toEqual([cents / 100, of(String(month)).length])
    }
    expect(message.provenance?.renewed).toMatch(/^Lens last refreshed this at 2026-11-\d\d \d\d:\d\d UTC$/)
  })

  test('one figure is the title, and what a watch may be conditioned on', async () => {
    const { ask: say } = await start(engine)
    const { message } = await say('lens average_income')
    expect(message.title).toBe('Average Income: 30,950')
    expect((await say('lens sales.revenue')).message.title).toMatch(/^Revenue: \d{3},\d{3}\.\d\d$/)
    expect(message.facts).toEqual({ rows: 1, value: 30_950 })
    expect(message.table).toBeUndefined()
  })

  test('one text is no figure: it is a row, and no watch can be conditioned on it', async () => {
    const { ask: say } = await start(engine)
    const { message } = await say('lens {"dimensions":["customer.customer_id"],"limit":1}')
    expect(message.facts).toEqual({ rows: 1, value: 1 })
    const { message: text } = await say('lens {"dimensions":["customer.city"],"limit":1}')
    expect(text.title).toBe('City: 1 row')
    expect(text.facts).toEqual({ rows: 1, value: null })
    expect(text.table?.rows).toHaveLength(1)
  })

  test('a query in JSON is another way to ask', async () => {
    const { ask: say } = await start(engine)
    const { message } = await say('lens {"measures":["customer.total_customers"],"dimensions":["customer.city"]}')
    expect(message.title).toBe('Total Customers by City: 3 rows')
  })

  test.each([
    'lens {"dimensions":["customer.customer_id"],"limit":5}',
    'lens by customer_id limit 5',
    'lens total_customers by customer_id top 5',
  ])('%s says itself how many rows it wants: nothing is said about more', async (line) => {
    const { ask: say } = await start(engine)
    const { message } = await say(line)
    expect(message.facts).toMatchObject({ rows: 5 })
    expect(message.notes ?? []).toEqual([])
  })

  test('more rows than a line is given without a limit: it says so, and how to get them', async () => {
    const { ask: say, table } = await start(engine)
    const { rows } = table('customer')
    table('customer').rows = Array.from({ length: 10_001 }, (_, at) => ({ ...rows[0], customer_id: at + 1 }))
    const words = await say('lens by customer_id')
    expect(words.message.notes).toEqual([
      'I asked for at most 10,000 rows, so there may be more. Narrow the query, or end it with “limit 50000”.',
    ])
    const json = await say('lens {"dimensions":["customer.customer_id"]}')
    expect(json.message.notes).toEqual([
      'I asked for at most 10,000 rows, so there may be more. Narrow the query, or give it a “limit” of its own.',
    ])
  })

  test.each([
    ['lens sales.cuont', /There is no measure called “sales.cuont”.*Did you mean “sales.count”/s],
    ['lens sales.count, slow.count', /aren't joined in this Lens/],
    ['lens sales.count limit 60000', /at most 50,000 rows/],
    ['lens {"measures":["hidden.count"]}', /There is no “hidden.count” here/],
    ['lens graphql mutation { drop }', /Only queries can be sent, and this is a mutation/],
  ])('%s is refused before anything but the list of tables is asked for', async (line, says) => {
    const { ask: say, local } = await start(engine)
    const { ending, message } = await say(line)
    expect(ending).toBe('usage')
    expect(textOf(message)).toMatch(says)
    expect(local.requests.filter(({ method }) => method !== 'GET')).toEqual([])
  })

  test('a query that waits three times is shown as progress, and answered', async () => {
    const { follow, table, loads } = await start(engine)
    table('slow').takes = 2_500
    const { steps, message, ending } = await follow('lens slow.count')
    expect(ending).toBe('done')
    expect(message.title).toBe('Count: 1')
    expect(steps.filter((one) => one.startsWith('Waiting'))).toEqual([
      'Waiting for Lens',
      'Waiting for Lens',
      'Waiting for Lens: 1 s',
      'Waiting for Lens: 2 s',
    ])
    // It is the same request each time, so Lens runs it once.
    expect(new Set(loads().map(({ body }) => body)).size).toBe(1)
    expect(loads()).toHaveLength(4)
  })

  test('GraphQL waits too, although it says so as an error', async () => {
    const { follow, table } = await start(engine)
    table('slow').takes = 1_500
    const { steps, message } = await follow('lens graphql { table { slow { count } } }')
    expect(message.title).toBe('1 row')
    expect(steps.filter((one) => one.startsWith('Waiting'))).toHaveLength(3)
  })

  test('a query that never ends is given up after ten minutes, and what goes on is said', async () => {
    const { follow, local, world } = await start(engine)
    local.state.isStuck = true
    const began = world.clock.now()
    const { ending, message } = await follow('lens slow.count')
    expect(ending).not.toBe('done')
    expect(textOf(message)).toMatch(
      /I stopped waiting, but Lens is still working on the query\. Send the same line later to get its answer\./,
    )
    expect(world.clock.now() - began).toBeGreaterThanOrEqual(600_000)
  })

  test('a line that is stopped asks Lens no more', async () => {
    const { follow, local, loads } = await start(engine)
    local.state.isStuck = true
    const stop = new AbortController()
    let asked = 0
    await follow('lens slow.count', stop.signal, (progress) => {
      if (!progress.startsWith('Waiting') || loads().length === 0) return
      asked = loads().length
      stop.abort(new Error('stopped'))
    })
    expect(asked).toBe(1)
    expect(loads()).toHaveLength(asked)
  })

  test('a key whose user group lost a scope: which one, and who can add it', async () => {
    const { ask: say, local } = await start(engine)
    for (const group of local.state.groups) group.scopes = ['meta']
    const { ending, message } = await say('lens sales.count')
    expect(ending).not.toBe('done')
    expect(textOf(message)).toMatch(/lacks the API scope “data”.*user_groups\.yml/s)
  })

  test('what the database says is shown, and nothing of where it is', async () => {
    const { ask: say } = await start(engine)
    const { message } = await say('lens broken.count')
    expect(textOf(message)).toMatch(/can't run this query\. It said: “relation 'public\.no_such_table' does not exist”/)
  })

  test('the SQL of a query is shown with its parameters apart, and not run', async () => {
    const { ask: say, loads } = await start(engine)
    const { message } = await say("lens sql sales.count where region = O'Brien")
    expect(message.output?.join('\n')).toContain('"sales".region = $1')
    expect(message.lists).toEqual([{ title: 'Parameters', items: [{ name: '$1', text: "O'Brien" }] }])
    expect(loads()).toEqual([])
  })
})
