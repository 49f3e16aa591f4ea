import type { LocalRudder } from 'local-rudder'
import { describe, expect, test } from 'vitest'
import { writeRows } from '../systems/rudder/write-rows.ts'
import { directiveOf, ruleOf, saidIn, startScene } from './setup.ts'
import { onSqlite } from './sqlite.ts'

/** What is tagged critical waits for a third person. */
const settings = (yaml: string) =>
  yaml.replace(
    /approvals:\n[\s\S]*?\n\n/,
    'approvals:\n  - scopes: [rudder:*:write, rudder:*:approve]\n    people: 3\n    when: { tags: [critical=yes] }\n\n',
  )

/** What these affect is not known before. */
const unknown = ['rudder group reload', 'rudder methods reload', 'rudder techniques reload']
/** And these affect nothing that has tags. */
const untagged = [
  ...['rudder rule create', 'rudder category create', 'rudder group create', 'rudder request decline'],
  ...['rudder node accept', 'rudder node refuse', 'rudder node run'],
]

/** Without the token for what may be secret. */
const withoutSecrets = (yaml: string) =>
  settings(yaml).replaceAll(
    'scopes: [rudder:*:read]\n      - name: writer',
    `scopes: [${readable}]\n      - name: writer`,
  )
const readable = ['info', 'compliance', 'groups', 'nodes', 'requests', 'rules', 'settings', 'system', 'techniques']
  .map((resource) => `rudder:${resource}:read`)
  .join(', ')

type Call = { readonly [name: string]: unknown; readonly body?: { readonly source?: string } }

/** The rules and directives that a stored call affects by its ids, in the state of a local Rudder: what its command must name. */
const affectedBy = (call: Call, added: readonly string[], { state }: LocalRudder) => {
  const { source } = call.body ?? {}
  const changes = state.changeRequests.find(({ id }) => String(id) === call.changeRequestId)?.changes ?? []
  const objects = changes.map(({ kind, before, after }) => ({ kind, id: (before ?? after)?.id }))
  const named = [call.ruleId, call.directiveId, source, ...objects.map(({ id }) => id)]
  const groups = objects.flatMap(({ kind, id }) => (kind === 'group' && id !== undefined ? [id] : []))
  const rules = state.rules.filter(
    ({ id, targets }) => named.includes(id) || groups.some((group) => JSON.stringify(targets).includes(group)),
  )
  const own = new Set([...rules.flatMap(({ directives }) => directives), ...added])
  // A copy is not in the rules that have what it was copied from.
  const users = state.rules.filter(({ directives }) => directives.some((id) => id !== source && named.includes(id)))
  return [...rules, ...users, ...state.directives.filter(({ id }) => own.has(id) || named.includes(id))]
}

/** Tags an object; a change request of it stays as if it had been opened after that. */
const tag = (object: Tagged, tags: Tagged['tags'], { state }: LocalRudder): void => {
  object.tags = tags
  for (const { before, after } of state.changeRequests.flatMap(({ changes }) => changes))
    for (const one of [before, after]) if (one?.id === object.id) Object.assign(one, { tags })
}
type Tagged = LocalRudder['state']['rules'][number] | LocalRudder['state']['directives'][number]

onSqlite((engine) => {
  describe.each(writeRows)('$name', ({ name, line, prepare }) => {
    test('needs the third person as soon as one thing that it affects is tagged, and for nothing else', async () => {
      const { rudder, propose, row } = await startScene(engine, { settings })
      prepare?.(rudder)
      const people = async () => (await row(await propose(line))).people
      const all = [...rudder.state.rules, ...rudder.state.directives]
      for (const one of all) tag(one, [], rudder)
      const { call, args, people: usual } = await row(await propose(line))
      const { directive } = JSON.parse(args) as { readonly directive?: { readonly id: string } }
      const added = directive ? [directive.id] : []
      const affected = untagged.includes(name) ? [] : affectedBy(JSON.parse(call) as Call, added, rudder)
      expect(affected.length > 0).toBe(![...untagged, ...unknown].includes(name))
      for (const one of all) if (!affected.includes(one)) tag(one, [{ critical: 'yes' }], rudder)
      expect(await people()).toBe(unknown.includes(name) ? 3 : usual)
      for (const one of all) tag(one, [], rudder)
      for (const one of affected) {
        tag(one, [{ team: 'linux' }, { critical: 'yes' }], rudder)
        expect(await people(), one.displayName).toBe(3)
        tag(one, [], rudder)
      }
    })
  })

  test('a tag is named, and found at the confirmation too if it was not there before', async () => {
    const { rudder, ask, propose, confirm } = await startScene(engine, { settings })
    const directive = directiveOf(rudder, 'SSH settings')
    const proposal = await propose('rudder rule unassign SSH banner from SSH hardening')
    directive.tags = [{ critical: 'yes' }]
    const { message } = await confirm(proposal)
    expect(message.tone).toBe('stale')
    expect(message.lead).toContain('More people must confirm it now.')
    expect(saidIn((await ask('rudder rule disable SSH hardening')).message)).toContain(
      'Needs 3 approvals (affects an object tagged critical=yes)',
    )
    ruleOf(rudder, 'SSH hardening').tags = []
    expect(rudder.writes()).toEqual([])
  })

  test('the bot reads the tags of directives for itself; people need no right to read directives', async () => {
    const { rudder, propose, row } = await startScene(engine, {
      settings: (yaml) =>
        settings(yaml).replace(
          'api_scopes: [rudder:*:read, rudder:directives:read, rudder:properties:read',
          'api_scopes: [rudder:*:read',
        ),
    })
    directiveOf(rudder, 'SSH settings').tags = [{ critical: 'yes' }]
    expect((await row(await propose('rudder rule disable SSH hardening'))).people).toBe(3)
    const asked = rudder.requests.filter(({ path }) => /\/directives\/?$/.test(path))
    expect(asked.map(({ account }) => account)).toEqual(['coxswain-read'])
  })

  test('where no approval looks at tags, none is read', async () => {
    const { rudder, propose } = await startScene(engine)
    await propose('rudder rule disable SSH hardening')
    expect(rudder.requests.filter(({ path }) => /\/directives\/?$/.test(path))).toEqual([])
  })

  test('without a token for it the entry applies, and says why', async () => {
    const { ask } = await startScene(engine, { settings: withoutSecrets })
    const { message } = await ask('rudder rule disable SSH hardening')
    expect(saidIn(message)).toContain(
      'Needs 3 approvals (not all tags of what this affects are known: no token serves rudder:directives:read)',
    )
    expect(JSON.stringify((await ask('cox doctor', 'marc')).message)).toContain(
      'rudder/prod has no token for rudder:directives:read, and approvals: looks at tags there.',
    )
  })

  test('nor with one that Rudder refuses', async () => {
    const { rudder, ask } = await startScene(engine, { settings })
    const { read } = rudder.tokens
    const account = rudder.state.accounts[read]
    if (!account) throw new Error('no account')
    Object.assign(account, {
      kind: 'acl',
      acl: [
        ...'rules groups nodes compliance settings info system'
          .split(' ')
          .flatMap((at) => [at, `${at}/*`, `${at}/*/*`])
          .map((path) => ({ path, actions: ['get'] })),
      ],
    })
    expect(saidIn((await ask('rudder rule disable SSH hardening')).message)).toContain(
      'known: the token for rudder:directives:read is refused',
    )
  })

  test('while it does not answer nothing is proposed: the same write may need fewer people then', async () => {
    const { rudder, ask } = await startScene(engine, { settings })
    Object.assign(rudder.faults, {
      starting: true,
      only: (_: string, path: string) => path.endsWith('/api/directives'),
    })
    const { proposal, message } = await ask('rudder rule disable SSH hardening')
    expect(proposal).toBeUndefined()
    expect(message.tone).toBe('error')
  })
})
