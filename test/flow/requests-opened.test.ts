import { openRequest } from 'local-rudder'
import { describe, expect, test } from 'vitest'
import { votesOn } from '../../src/store/votes.ts'
import { fieldIn } from '../commands/setup.ts'
import { startScene, superviseDmz, withBot } from './setup.ts'
import { onSqlite } from './sqlite.ts'

onSqlite((engine) => {
  describe('a change request that was opened in Rudder', () => {
    const openedBy = async (createdBy: string, more: object = {}, settings?: (yaml: string) => string) => {
      const scene = await startScene(engine, settings ? { settings } : {})
      superviseDmz(scene.rudder)
      const before = scene.rule('SSH hardening')
      openRequest(scene.rudder.state, {
        displayName: 'Maintenance',
        description: 'Tonight',
        createdBy,
        ...more,
        change: { kind: 'rule', before, after: { ...before, enabled: false } },
      })
      return scene
    }
    const logins = (text: string) => (yaml: string) => `${yaml}  logins: { rudder: { ${text} } }\n`
    const line = 'rudder request 1 accept'

    test.each(['ana', 'ANA', 'ana@acme.example'])('by %s: not accepted by Ana', async (login) => {
      const { ask, propose, confirm, rule } = await openedBy(login)
      const title = `You can't approve change request #1: you opened it in Rudder, as “${login}”.`
      expect((await ask(line, 'ana')).message.title).toBe(title)
      expect((await confirm(await propose(line, 'marc'), 'ana')).message.title).toBe(title)
      expect(rule('SSH hardening').enabled).toBe(true)
    })

    test('by a login that no one is known to have: said so, and two people accept it', async () => {
      const { ask, confirm, rule, row } = await openedBy('nadia')
      const { message, proposal = '' } = await ask(line, 'ana')
      expect(fieldIn(message, 'Opened by')).toBe('nadia')
      expect(fieldIn(message, 'Approvals')).toBe(
        "At least 2: it was opened by the Rudder login “nadia”, and I don't know whose that is. Whoever runs the bot can list logins under identity.logins.",
      )
      expect((await row(proposal)).people).toBe(2)
      expect((await confirm(proposal, 'ana')).message.tone).toBe('waiting')
      expect(rule('SSH hardening').enabled).toBe(true)
      expect((await confirm(proposal, 'marc')).message.tone).toBe('applied')
    })

    test('by an account that Rudder does not name: two people', async () => {
      const { ask, row } = await openedBy('')
      const { message, proposal = '' } = await ask(line, 'ana')
      expect(fieldIn(message, 'Approvals')).toContain("it was opened by an account that Rudder doesn't name")
      expect((await row(proposal)).people).toBe(2)
    })

    test('by a login of the settings: one who is someone else is enough, and a guess counts no more', async () => {
      const { ask, confirm, propose, row } = await openedBy('ana', {}, logins('ANA: marc@acme.example'))
      expect((await ask(line, 'marc')).message.title).toContain('you opened it in Rudder, as “ana”.')
      const proposal = await propose(line, 'ana')
      expect((await row(proposal)).people).toBe(1)
      expect((await confirm(proposal, 'ana')).message.tone).toBe('applied')
    })

    test('who turns out to be who asked is not one of two', async () => {
      const { propose, rewrite, start, rudder, rule, row } = await openedBy('nadia')
      const proposal = await propose(line, 'ana')
      expect((await row(proposal)).people).toBe(2)
      rewrite(logins('nadia: ana@acme.example'))
      const { confirm, acts } = withBot(await start(), rudder)
      const { message } = await confirm(proposal, 'marc')
      const why = "Ana can't approve change request #1: they opened it in Rudder, as “nadia”."
      expect([message.tone, message.lead]).toEqual(['refused', `${why} Nothing was written.`])
      expect((await acts()).at(-1)).toMatchObject({ kind: 'refused', payload: { requester: 'ana@acme.example', why } })
      expect(rule('SSH hardening').enabled).toBe(true)
    })

    test('who turns out to be who approved it does not count any more, and the audit log says why', async () => {
      const three = 'includes: [ana@acme.example, marc@acme.example, rita@acme.example'
      const { propose, confirm, rewrite, start, rudder, context } = await openedBy('nadia', {}, (yaml) =>
        yaml
          .replace('includes: [ana@acme.example, marc@acme.example', three)
          .replace('approvals:\n', 'approvals:\n  - scopes: [rudder:requests:approve]\n    people: 3\n'),
      )
      const proposal = await propose(line, 'ana')
      expect((await confirm(proposal, 'marc')).message.tone).toBe('waiting')
      rewrite(logins('nadia: marc@acme.example'))
      const bot = withBot(await start(), rudder)
      expect((await bot.confirm(proposal, 'rita')).message.tone).toBe('waiting')
      expect((await votesOn(context.store.db, proposal)).map(({ human }) => human)).toEqual(['rita@acme.example'])
      expect((await bot.acts()).findLast(({ kind }) => kind === 'refused')?.payload).toMatchObject({
        proposal,
        human: 'marc@acme.example',
        why: "Marc can't approve change request #1: they opened it in Rudder, as “nadia”.",
      })
    })

    const stranger = `Coxswain ${'7'.repeat(26)}`
    test.each([
      ['its title', { displayName: stranger }],
      ['its description', { description: `asked by Zoe; confirmed by Zoe; ${stranger}` }],
    ])('whose %s names a proposal that is not known here: not accepted by anyone', async (_, words) => {
      const { ask, acts } = await openedBy('ana', words, logins('ana: zoe@acme.example'))
      for (const who of ['ana', 'marc']) {
        const { ending, message } = await ask(line, who)
        expect(ending).toBe('refused')
        expect(message.title).toBe(
          "No one can approve change request #1 here: it names proposal 77777777, which I don't know, so I can't tell who requested it. Another bot opened it, or my database was restored. Decide in Rudder, or with the bot that opened it.",
        )
      }
      expect((await acts()).at(-1)).toMatchObject({ kind: 'refused' })
    })

    test('whose title names a proposal that was not sent from here: not accepted by anyone', async () => {
      const { rudder, ask, propose } = await openedBy('zoe', {}, logins('zoe: zoe@acme.example'))
      const waiting = await propose('rudder rule disable Edge kiosk', 'ana')
      for (const request of rudder.state.changeRequests) request.displayName = `Coxswain ${waiting}`
      expect((await ask(line, 'marc')).message.title).toContain(
        `it names proposal ${waiting.slice(0, 8)}, which I don't know`,
      )
    })

    test('whose title names a proposal that opened one of the same number elsewhere: two people', async () => {
      const { play, rudder, propose, confirm, row } = await openedBy('mdupont')
      const { staging } = play.rudder
      Object.assign(staging.state.settings, { enable_change_request: true, enable_validate_all: true })
      staging.state.validation.installed = true
      const there = await propose('rudder rule disable SSH hardening --on staging', 'ana')
      expect((await confirm(there, 'ana')).message.tone).toBe('awaiting validation')
      for (const request of rudder.state.changeRequests) request.displayName = `Coxswain ${there}`
      expect((await row(await propose(line, 'marc'))).people).toBe(2)
    })

    test('whose title names a proposal of someone else, to be taken for that: two people', async () => {
      const { rudder, propose, confirm, row, rule } = await startScene(engine)
      superviseDmz(rudder)
      await confirm(await propose('rudder rule disable SSH hardening', 'ana'), 'ana')
      const title = rudder.state.changeRequests[0]?.displayName ?? ''
      const before = rule('SSH hardening')
      const change = { kind: 'rule' as const, before, after: { ...before, enabled: false } }
      openRequest(rudder.state, { displayName: title, description: '', createdBy: 'mdupont', change })
      const proposal = await propose('rudder request 2 accept', 'marc')
      expect((await row(proposal)).people).toBe(2)
      expect((await confirm(proposal, 'marc')).message.tone).toBe('waiting')
    })
  })
})
