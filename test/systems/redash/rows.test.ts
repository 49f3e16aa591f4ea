import { describe, expect, test } from 'vitest'
import { ended, runOf, scene, userToken } from './running.ts'

describe('rows', () => {
  test('60,000 of them are read one by one, and no more are kept than asked for', async () => {
    const here = await scene()
    let seen = 0
    const each = () => {
      seen += 1
    }
    const ending = await ended(here, runOf('30'), { maxAge: 1_000_000, keeping: { rows: 50, each } })
    if (ending.is !== 'rows') throw new Error(ending.is)
    expect([ending.result.count, seen, ending.result.rows.length]).toEqual([60_000, 60_000, 50])
    expect(ending.result.columns.map(({ name, type }) => [name, type])).toContainEqual(['id', 'integer'])
  })

  test('integers of any size are exact', async () => {
    const here = await scene(() => [userToken('default')])
    const ending = await ended(here, runOf('3'), { maxAge: 1_000_000 })
    if (ending.is !== 'rows') throw new Error(ending.is)
    expect(JSON.stringify(ending.result.rows)).toMatch(/"9007199254740993"|"9223372036854775807"/)
  })

  test('a column of the name of a secret is hidden, and said to be', async () => {
    const here = await scene()
    const query = here.local.state.queries.find(({ id }) => id === 7)
    if (!query) throw new Error('no query')
    here.local.state.tables.accounts = {
      columns: [
        { name: 'login', type: 'string' },
        { name: 'password', type: 'string' },
      ],
      rows: [['ada', 'hunter2hunter2']],
    }
    Object.assign(query, { sql: 'SELECT * FROM accounts', options: {} })
    const ending = await ended(here, runOf('7'))
    if (ending.is !== 'rows') throw new Error(JSON.stringify(ending))
    expect(ending.result.columns.map(({ name, isHidden }) => [name, isHidden])).toEqual([
      ['login', false],
      ['password', true],
    ])
    expect(JSON.stringify(ending)).not.toContain('hunter2')
  })

  test('filters of Redash’s pages are no part of a name that people read', async () => {
    const here = await scene()
    const ending = await ended(here, runOf('34'))
    if (ending.is !== 'rows') throw new Error(ending.is)
    expect(ending.result.columns.map(({ title }) => title)).toEqual(['status', 'channel', 'orders'])
    expect(ending.result.columns.map(({ name }) => name)).toEqual(['status::filter', 'channel::multi-filter', 'orders'])
  })
})
