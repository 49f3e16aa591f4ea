import type { LocalRedash } from 'local-redash'
import { describe, expect, test } from 'vitest'
import { listIn } from '../../commands/setup.ts'
import { acting } from '../../flow/acting.ts'
import { saidIn, startScene } from '../../flow/setup.ts'
import { onFile } from '../../snapshots/scene.ts'

type Options = NonNullable<Parameters<typeof startScene>[1]>

const redashFlow = async (options: Options = {}) => {
  const scene = await startScene(onFile, { beside: ['redash'], ...options })
  const redash: LocalRedash | undefined = scene.play.redash?.prod
  if (!redash) throw new Error('no Redash was started')
  const query = (id: number) => {
    const found = redash.state.queries.find((one) => one.id === id)
    if (!found) throw new Error(`no query ${id}`)
    return found
  }
  const dashboard = (id: number) => {
    const found = redash.state.dashboards.find((one) => one.id === id)
    if (!found) throw new Error(`no dashboard ${id}`)
    return found
  }
  /** What a line is answered with, if that is no question. */
  const refusalOf = async (line: string) => {
    const { message, proposal } = await scene.ask(line)
    expect(proposal).toBeUndefined()
    expect(redash.writes()).toEqual([])
    return message.title
  }
  return { ...scene, redash, query, dashboard, refusalOf }
}

const everythingExposed = (yaml: string) =>
  yaml.replaceAll(/\n {4}expose:\n {6}tags: .*\n {6}ids: .*\n {6}dashboards: .*/g, '\n    expose: all')

describe('what others own', () => {
  test('is not proposed: the sentence says whose it is, and whose key the bot has', async () => {
    const { refusalOf } = await redashFlow({ settings: everythingExposed })
    expect(await refusalOf('redash query rename Monthly revenue by channel as Revenue')).toBe(
      'Only the owner of a query or an admin can change it. “Monthly revenue by channel” belongs to “Ada Example”, and the bot’s key for changes is that of “Bot author”. Change it in Redash.',
    )
    for (const line of ['describe 47 as x', 'tag 47 as x', 'untag 47 as kpi', 'unpublish 47', 'archive 47'])
      expect(await refusalOf(`redash query ${line}`)).toContain('belongs to “Ada Example”')
    for (const line of ['rename 3 as x', 'publish 3', 'unpublish 6', 'archive 3', 'restore 3'])
      expect(await refusalOf(`redash dashboard ${line}`)).toContain('belongs to “Ada Example”')
  })

  test('an admin may change it', async () => {
    const { redash, propose, confirm, query } = await redashFlow()
    redash.state.groups.find(({ id }) => id === 20)?.permissions.push('admin')
    const { message } = await confirm(await propose('redash query rename Monthly revenue by channel as Revenue'))
    expect(message.tone).toBe('applied')
    expect(query(47).name).toBe('Revenue')
  })

  test('handed to somebody else before the confirmation: nothing is written', async () => {
    const { redash, propose, confirm } = await redashFlow()
    const proposal = await propose('redash dashboard rename Sales overview as Sales')
    redash.state.dashboards = redash.state.dashboards.map((one) => (one.id === 1 ? { ...one, user: 2 } : one))
    const { message } = await confirm(proposal)
    expect(message.tone).toBe('stale')
    expect(message.lead).toContain('belongs to “Ben Sample”')
    expect(redash.writes()).toEqual([])
  })

  test('without a token that says whose key it is, nothing can be proposed, and the scope is named', async () => {
    const settings = (yaml: string) => yaml.replaceAll(', redash:writer:read', '')
    const { refusalOf } = await redashFlow({ settings })
    expect(await refusalOf('redash query publish New channel report')).toContain('serves redash:writer:read')
  })
})

describe('what is exposed', () => {
  test('nothing else can be changed, by whatever it is named', async () => {
    const { redash, refusalOf } = await redashFlow()
    redash.state.queries = redash.state.queries.map((one) => (one.id === 38 ? { ...one, user: 20 } : one))
    expect(await refusalOf('redash query publish 38')).toContain("The bot doesn't offer query 38.")
    expect(await refusalOf(`redash query archive ${redash.url}/queries/38`)).toContain("doesn't offer query 38.")
    expect(await refusalOf('redash dashboard publish 3')).toContain("The bot doesn't offer dashboard 3.")
  })

  test('a tag that decides it is neither added nor removed, nor by an undo', async () => {
    const { refusalOf, propose, confirm, rewrite, start, redash } = await redashFlow()
    for (const line of ['tag 53 as kpi', 'tag 53 as #sales', 'untag 1 as sales'])
      expect(await refusalOf(`redash query ${line}`)).toMatch(
        /^The tag “(kpi|sales)” decides which queries the bot offers, so I don’t add or remove it\. Change it in Redash\.$/,
      )
    const proposal = await propose('redash query tag Daily orders as weekly')
    expect((await confirm(proposal)).message.tone).toBe('applied')
    const before = redash.writes().length
    rewrite((yaml) => yaml.replaceAll('tags: [sales,', 'tags: [weekly, sales,'))
    await expect(acting(await start()).undo(proposal)).rejects.toThrow(
      'The tag “weekly” decides which queries the bot offers',
    )
    expect(redash.writes()).toHaveLength(before)
  })

  test('a tag needs more than its sign', async () => {
    const { refusalOf } = await redashFlow()
    for (const line of ['tag Daily orders as #', 'untag Daily orders as #'])
      expect(await refusalOf(`redash query ${line}`)).toContain('must have a letter or a digit')
  })

  test('a query that is not exposed any more is not changed', async () => {
    const { propose, confirm, query, redash } = await redashFlow()
    const proposal = await propose('redash query unpublish Daily orders')
    query(1).tags = ['daily']
    const { message } = await confirm(proposal)
    expect(message.tone).toBe('stale')
    expect(message.lead).toContain("doesn't offer query 1.")
    expect(redash.writes()).toEqual([])
  })
})

describe('what is sent', () => {
  const bodies = ({ writes }: Pick<LocalRedash, 'writes'>) =>
    writes().map(({ method, path, body }) => `${method} ${path} ${body}`)

  test('is only what changes, and the version of a dashboard', async () => {
    const { redash, propose, confirm } = await redashFlow()
    for (const line of [
      'redash query rename Daily orders as Orders by day',
      'redash query describe Orders by day as What came in',
      'redash query tag Orders by day as #weekly',
      'redash query untag Orders by day as daily',
      'redash query unpublish Orders by day',
      'redash query publish Orders by day',
      'redash query archive Orders by day',
      'redash query restore 1',
      'redash dashboard rename Sales overview as Sales',
      'redash dashboard unpublish Sales',
      'redash dashboard publish Sales',
      'redash dashboard archive Sales',
      'redash dashboard restore 1',
      'redash dashboard create Weekly numbers',
    ]) {
      const { message } = await confirm(await propose(line))
      expect(message.tone, `${line}: ${saidIn(message)}`).toBe('applied')
    }
    expect(bodies(redash)).toEqual([
      'POST /api/queries/1 {"name":"Orders by day"}',
      'POST /api/queries/1 {"description":"What came in"}',
      'POST /api/queries/1 {"tags":["sales","daily","weekly"]}',
      'POST /api/queries/1 {"tags":["sales","weekly"]}',
      'POST /api/queries/1 {"is_draft":true}',
      'POST /api/queries/1 {"is_draft":false}',
      'DELETE /api/queries/1 ',
      'POST /api/queries/1 {"is_archived":false}',
      'POST /api/dashboards/1 {"name":"Sales","version":2}',
      'POST /api/dashboards/1 {"is_draft":true,"version":3}',
      'POST /api/dashboards/1 {"is_draft":false,"version":4}',
      'POST /api/dashboards/1 {"is_archived":true,"version":5}',
      'POST /api/dashboards/1 {"is_archived":false,"version":6}',
      'POST /api/dashboards {"name":"Weekly numbers"}',
    ])
  })

  test('a run of the query in the meantime makes nothing stale', async () => {
    const { redash, propose, confirm } = await redashFlow()
    const proposal = await propose('redash query rename Daily orders as Orders by day')
    const headers = { authorization: `Key ${redash.state.users[0]?.apiKey}` }
    await fetch(`${redash.url}/api/queries/1/results`, { method: 'POST', headers, body: '{"max_age":0}' })
    expect((await confirm(proposal)).message.tone).toBe('applied')
  })

  test('the lock of Redash: a dashboard that is changed after the last read is not written, and that is certain', async () => {
    const { redash, world, propose, confirm, dashboard } = await redashFlow()
    const proposal = await propose('redash dashboard archive Sales overview')
    world.steps.set('request:before', () => void Object.assign(dashboard(1), { version: 3 }))
    const { message } = await confirm(proposal)
    expect(message.tone).toBe('failed')
    expect(message.lead).toBe(
      'Nothing was written: Redash (prod) has a newer version of it: somebody changed it a moment ago. Ask again.',
    )
    expect(dashboard(1).archived).toBe(false)
    expect(redash.writes()).toEqual([])
  })

  test('a 500 is unknown: it may have been done', async () => {
    const { redash, propose, confirm, dashboard } = await redashFlow()
    const proposal = await propose('redash dashboard rename Sales overview as Sales')
    Object.assign(redash.faults, { postgresDown: true, only: (method: string) => method === 'POST' })
    const { message } = await confirm(proposal)
    expect(message.tone).toBe('unknown')
    expect(message.lead).toContain('the answer (500')
    expect(dashboard(1).name).toBe('Sales overview')
  })
})

describe('the way back', () => {
  test('of a name: to what it was, unless it got another one since', async () => {
    const { propose, confirm, undo, query } = await redashFlow()
    const first = await propose('redash query rename Daily orders as Orders by day')
    await confirm(first)
    const back = await undo(first)
    expect(back.message.title).toBe('Rename query “Daily orders” back on redash/prod?')
    expect((await confirm(back.proposal)).message.tone).toBe('applied')
    expect(query(1).name).toBe('Daily orders')
    const second = await propose('redash query rename Daily orders as Orders by day')
    await confirm(second)
    query(1).name = 'Orders of the day'
    await expect(undo(second)).rejects.toThrow('It was changed again since')
  })

  test('of a description that there was none of: none again', async () => {
    const { propose, confirm, undo, query } = await redashFlow()
    Object.assign(query(53), { description: null })
    const proposal = await propose('redash query describe New channel report as Five')
    await confirm(proposal)
    expect(query(53).description).toBe('Five')
    expect((await confirm((await undo(proposal)).proposal)).message.tone).toBe('applied')
    expect(query(53).description).toBe('')
  })

  test('of an archived query: there is none; what can be restored is said before and after', async () => {
    const { ask, propose, confirm, undo, redash } = await redashFlow()
    const { message } = await ask('redash query archive Daily orders')
    expect(message.actions?.find(({ does }) => does === 'confirm')).toMatchObject({ danger: true })
    expect(listIn(message, 'What will happen').join(' ')).toContain(
      'restores the query, but not its alerts, schedule or widgets.',
    )
    const proposal = await propose('redash query archive Daily orders')
    const done = await confirm(proposal)
    expect(saidIn(done.message)).toContain(
      'redash query restore 1” restores the query, but not its alerts, schedule or widgets.',
    )
    expect(done.message.actions ?? []).toEqual([])
    await expect(undo(proposal)).rejects.toThrow('This cannot be undone from here.')
    expect(redash.state.alerts.every((alert) => alert.query !== 1)).toBe(true)
  })
})

describe('a new dashboard', () => {
  test('the name of one that only its owner sees is taken, and so is the address of one with another name', async () => {
    const { refusalOf, dashboard } = await redashFlow()
    expect(await refusalOf('redash dashboard create Draft dashboard of Ben')).toBe(
      'Redash already has a dashboard called that. Choose another name.',
    )
    expect(await refusalOf('redash dashboard create Archived dashboard')).toContain('a dashboard called that')
    dashboard(1).name = 'Sales'
    expect(await refusalOf('redash dashboard create Sales overview')).toBe(
      'Redash already has the address that it would get, as “Sales”. Choose another name.',
    )
    expect(await refusalOf('redash dashboard create 概要')).toContain('needs a letter from a to z or a digit')
  })

  test.each(['Tags', 'my', 'Favorites'])('%s would have an address that Redash needs itself', async (name) => {
    const { refusalOf } = await redashFlow()
    expect(await refusalOf(`redash dashboard create ${name}`)).toBe(
      `Redash has another page at the address “${name.toLowerCase()}”. Choose another name.`,
    )
  })

  test('is found again by its address, whatever letters are in its name', async () => {
    const { propose, confirm, redash } = await redashFlow()
    const { message } = await confirm(await propose('redash dashboard create Übersicht 2027 & <x>'))
    expect(message.tone).toBe('applied')
    expect(redash.state.dashboards.at(-1)?.slug).toBe('-bersicht-2027-x-')
  })
})

test('keys of queries change nothing: no token serves it, and that is said before anything is asked', async () => {
  const settings = (yaml: string) => yaml.replaceAll(/ {6}- name: author\n.*\n.*\n/g, '')
  const { refusalOf } = await redashFlow({ settings })
  expect(await refusalOf('redash query publish New channel report')).toContain('no token of redash/prod serves')
})
