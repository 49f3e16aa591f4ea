import { openRequest } from 'local-rudder'
import { describe, expect, test } from 'vitest'
import { textOf } from '../bot.ts'
import { groupOf, ruleOf, saidIn, startScene, superviseDmz } from '../flow/setup.ts'
import { onSqlite } from '../flow/sqlite.ts'
import { storeOf } from '../store/bytes.ts'
import { fieldIn, listIn } from './setup.ts'

const line = 'rudder rule disable SSH hardening because lockout, INC-4312'

onSqlite((engine) => {
  describe('change requests', () => {
    test('one that was opened from here says who opened it, in its own words who asked and why, and what it would change', async () => {
      const { ask, rudder, propose, confirm } = await startScene(engine)
      superviseDmz(rudder)
      await confirm(await propose(line))
      const list = (await ask('rudder requests')).message
      expect(list.title).toBe('1 open change request')
      expect(list.table?.rows[0]).toEqual([
        '#1',
        'rule “SSH hardening”',
        'Pending validation',
        'coxswain-operator; it says: asked by Ana <ana@acme.example>',
      ])
      const { message } = await ask('rudder request 1')
      expect(message.lead).toBe('Pending validation. lockout, INC-4312')
      expect(listIn(message, 'Rule “SSH hardening”: changed')).toEqual(['Enabled: yes → no'])
      expect(fieldIn(message, 'Opened by')).toBe('coxswain-operator')
      expect(fieldIn(message, 'It says')).toMatch(
        /^asked by Ana <ana@acme\.example>, confirmed by Ana <ana@acme\.example>, through Coxswain \(proposal \w{26}\)$/,
      )
      expect(fieldIn(message, 'Changes')).toBe('rule “SSH hardening”')
      expect(message.notes?.[0]).toMatch(/^Not applied yet/)
      expect((await ask('rudder request #1')).message.lists).toEqual(message.lists)
    })

    test('one of somebody else: targets and directives by name, a conflict said; it is found by its name too', async () => {
      const { ask, rudder } = await startScene(engine)
      superviseDmz(rudder)
      const before = ruleOf(rudder, 'SSH hardening')
      const [group] = rudder.state.groups
      openRequest(rudder.state, {
        displayName: 'Maintenance of the DMZ',
        description: 'Tonight',
        createdBy: 'nadia',
        change: {
          kind: 'rule',
          before,
          after: { ...before, targets: [`group:${group?.id}`], directives: before.directives.slice(0, 1) },
        },
      })
      const { message } = await ask('rudder request Maintenance')
      expect(fieldIn(message, 'Opened by')).toBe('nadia')
      expect(fieldIn(message, 'It says')).toBeUndefined()
      expect(message.lead).toBe('Pending validation. Tonight')
      expect(listIn(message, 'Rule “SSH hardening”: changed')).toEqual([
        'Applies to: + group Production servers',
        'Applies to: − group DMZ Linux',
        'Directives: − SSH banner',
        '− SSH service',
      ])
      before.displayName = 'Changed since'
      const list = (await ask('rudder requests')).message
      expect(list.title).toBe('1 open change request, 1 in conflict')
      const conflict = (await ask('rudder request 1')).message
      expect(conflict.notes?.join(' ')).toContain('In conflict')
      expect(conflict.next).toEqual(['rudder request decline 1', 'rudder requests'])
    })

    test('one that is validated already: only its deployment is said to be left', async () => {
      const { ask, rudder } = await startScene(engine)
      superviseDmz(rudder)
      const before = ruleOf(rudder, 'SSH hardening')
      const asked = { displayName: 'Maintenance of the DMZ', description: '', createdBy: 'nadia' }
      openRequest(rudder.state, { ...asked, change: { kind: 'rule', before, after: { ...before, enabled: false } } })
      const notesOf = async (line: string) => (await ask(line)).message
      expect((await notesOf('rudder request 1')).notes?.[0]).toBe(
        'Not applied yet: it must be validated and deployed in Rudder.',
      )
      expect(textOf(await notesOf('rudder request accept 1'))).toContain('It is validated and deployed at once.')
      for (const request of rudder.state.changeRequests) request.status = 'Pending deployment'
      expect((await notesOf('rudder request 1')).notes?.[0]).toBe('Not applied yet: it must be deployed in Rudder.')
      const accepting = textOf(await notesOf('rudder request accept 1'))
      expect(accepting).toContain('It is deployed at once.')
      expect(accepting).not.toContain('validated and deployed')
    })

    test('that says itself to come from here: who opened it is said, and what its words say as theirs', async () => {
      const { ask, rudder } = await startScene(engine)
      superviseDmz(rudder)
      const before = ruleOf(rudder, 'SSH hardening')
      openRequest(rudder.state, {
        displayName: 'Coxswain abc',
        createdBy: 'nadia',
        description: 'agreed; asked by Marc <marc@acme.example>; confirmed by Ana <ana@acme.example>; Coxswain abc',
        change: { kind: 'rule', before, after: { ...before, enabled: false } },
      })
      expect((await ask('rudder requests')).message.table?.rows[0]?.[3]).toBe(
        'nadia; it says: asked by Marc <marc@acme.example>',
      )
      const { message } = await ask('rudder request 1')
      expect(message.fields).toEqual([
        { label: 'Opened by', value: 'nadia' },
        {
          label: 'It says',
          value:
            'asked by Marc <marc@acme.example>, confirmed by Ana <ana@acme.example>, through Coxswain (proposal abc)',
        },
        { label: 'Changes', value: 'rule “SSH hardening”' },
      ])
    })

    test('of a directive: never its parameters', async () => {
      const { ask, rudder } = await startScene(engine)
      superviseDmz(rudder)
      const before = rudder.state.directives.find(({ displayName }) => displayName === 'Root account')
      if (!before) throw new Error('no directive')
      const after = { ...before, parameters: { secret: 'play-secret-new' } }
      const asked = { displayName: 'New password', description: '', createdBy: 'nadia' }
      openRequest(rudder.state, { ...asked, change: { kind: 'directive', before, after } })
      const { message } = await ask('rudder request 1')
      expect(listIn(message, 'Directive “Root account”: changed')).toEqual([
        "Mode: This Rudder version doesn't report the mode of a change; it may change too",
        'Parameters: changed, not shown',
      ])
      expect(textOf(message)).not.toContain('play-secret')
    })

    const property = { objectType: 'serializedNodeProperty', attribute: 'name.value' }
    const variable = { objectType: 'environmentVariable', attribute: 'name.value' }
    test.each([
      ['a property', 23, property, 'nodes whose serializedNodeProperty name.value is dbpass=…'],
      ['an environment variable', 23, variable, 'nodes whose environmentVariable name.value is dbpass=…'],
      ['what is not understood', 23, {}, undefined],
      ['a property, which 8.3 reports as text', 21, property, 'not shown'],
      ['an environment variable, which 8.3 reports as text', 21, variable, 'not shown'],
    ])('of the query of a group: never the value of %s, nor is it stored', async (_, api, object, after) => {
      const { ask, rudder, database, posts } = await startScene(engine, { api })
      superviseDmz(rudder)
      const before = groupOf(rudder, 'Jump hosts')
      const value = 'dbpass=play-secret-query'
      const query = { select: 'node', where: [{ ...object, comparator: 'eq', value }] }
      const asked = { displayName: 'Other hosts', description: '', createdBy: 'nadia' }
      openRequest(rudder.state, { ...asked, change: { kind: 'group', before, after: { ...before, query } } })
      const said: string[] = []
      for (const verb of ['show', 'accept', 'decline']) {
        const { message, proposal } = await ask(`rudder request ${verb} 1`)
        const [line] = listIn(message, 'Group “Jump hosts”: changed')
        expect(line).toContain(after === undefined ? "Query: changed in a way I can't read" : `→ ${after}`)
        expect(proposal !== undefined).toBe(verb === 'decline' || (verb === 'accept' && after !== undefined))
        said.push(textOf(message))
      }
      expect(`${said.join()}${await storeOf(database)}`).not.toContain('play-secret')
      expect(posts()).toEqual([])
    })

    test('that deletes: said so, and nothing is said to be hidden', async () => {
      const { ask, rudder } = await startScene(engine)
      superviseDmz(rudder)
      const asked = { displayName: 'No more', description: '', createdBy: 'nadia' }
      openRequest(rudder.state, {
        ...asked,
        change: { kind: 'rule', before: ruleOf(rudder, 'Fail2ban'), after: undefined },
      })
      const { message } = await ask('rudder request 1')
      expect(fieldIn(message, 'Changes')).toBe('rule “Fail2ban” (deleted)')
      expect(listIn(message, 'Rule “Fail2ban”: deleted').slice(0, 2)).toEqual([
        'Enabled: no',
        'Applies to: − group DMZ Linux',
      ])
    })

    test('none open, and all of them', async () => {
      const { ask, rudder, propose, confirm } = await startScene(engine)
      superviseDmz(rudder)
      await confirm(await propose(line))
      rudder.cancel(1)
      expect((await ask('rudder requests')).message.title).toBe('There is no open change request')
      expect((await ask('rudder requests all')).message.table?.rows[0]?.[2]).toBe('Cancelled')
      expect((await ask('rudder requests closed')).message.facts).toEqual({ requests: 1, open: 0, conflicts: 0 })
    })

    test('of more than can be read whole: listed, found by number, and what a lost answer opened is among them', async () => {
      const { ask, rudder, propose, confirm } = await startScene(engine, { limits: { wholeBytes: 40_000 } })
      superviseDmz(rudder)
      const before = ruleOf(rudder, 'NTP client')
      for (let at = 0; at < 200; at += 1)
        openRequest(rudder.state, {
          displayName: `Request ${at}`,
          description: '',
          createdBy: 'nadia',
          change: { kind: 'rule', before, after: { ...before, enabled: false } },
        })
      expect((await ask('rudder requests')).message.title).toBe('200 open change requests')
      expect((await ask('rudder request 150')).message.title).toBe('Change request #150: Request 149')
      const proposal = await propose(line)
      rudder.faults.losesAnswer = { commit: 'now' }
      const { message } = await confirm(proposal)
      expect(message.tone).toBe('awaiting validation')
      expect(saidIn(message)).toContain('change request #201')
    })

    test.each([
      ['without the plugin', false],
      ['with change requests switched off', true],
    ])('%s: one sentence, and nothing to mend here', async (_, installed) => {
      const { ask, rudder } = await startScene(engine)
      rudder.state.validation.installed = installed
      for (const typed of ['rudder requests', 'rudder request 42']) {
        const { ending, message } = await ask(typed)
        expect(ending).toBe('usage')
        expect(message.title).toMatch(/^This Rudder has no change requests: /)
      }
    })

    test('an unknown number', async () => {
      const { ask, rudder } = await startScene(engine)
      superviseDmz(rudder)
      const { ending, message } = await ask('rudder request 42')
      expect([ending, message.title]).toEqual([
        'usage',
        'No request is called “42” or anything like it. “/rudder requests” lists them.',
      ])
    })
  })
})
