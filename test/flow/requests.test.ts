import { openRequest, type Rule } from 'local-rudder'
import { describe, expect, test } from 'vitest'
import { parse, stringify } from 'yaml'
import type { Reply } from '../../src/run/reply.ts'
import { groupOf, ruleOf, saidIn, startScene, superviseDmz, withBot } from './setup.ts'
import { onSqlite } from './sqlite.ts'

/** A second connection to the Rudder of `rudder/prod`, at its address or another one. */
const withAnother = (address: (url: string) => string) => (yaml: string) => {
  const settings = parse(yaml) as { connections: Record<string, { url: string }> }
  const prod = settings.connections['rudder/prod']
  if (!prod) throw new Error('no rudder/prod')
  const copy = { ...prod, url: address(prod.url), default: false }
  settings.connections['rudder/prod-cab'] = copy
  return stringify(settings, { aliasDuplicateObjects: false })
}

onSqlite((engine) => {
  describe('a change request', () => {
    const held = 'rudder rule disable SSH hardening'
    const openedOne = async (settings = (yaml: string) => yaml) => {
      const scene = await startScene(engine, { settings })
      superviseDmz(scene.rudder)
      const proposal = await scene.propose(held, 'ana')
      expect((await scene.confirm(proposal, 'ana')).message.tone).toBe('awaiting validation')
      return { ...scene, proposal }
    }

    test('is not accepted by who asked for it, or who confirmed it; somebody else may', async () => {
      const { rudder, rule, ask, propose, confirm, acts } = await openedOne()
      const refused = await ask('rudder request 1 accept', 'ana')
      expect(refused.ending).toBe('refused')
      expect(refused.message.title).toBe("You can't approve change request #1: you requested it.")
      expect((await acts()).at(-1)).toMatchObject({ kind: 'refused', payload: { command: 'rudder request accept' } })
      const accepting = await propose('rudder request 1 accept', 'marc')
      const own = await confirm(accepting, 'ana')
      expect(own.ending).toBe('refused')
      expect(own.message.title).toBe("You can't approve change request #1: you requested it.")
      expect(rule('SSH hardening').enabled).toBe(true)
      expect((await confirm(accepting, 'marc')).message.tone).toBe('applied')
      expect(rule('SSH hardening').enabled).toBe(false)
      expect(rudder.state.changeRequests[0]?.status).toBe('Deployed')
    })

    test('nor when it was renamed in Rudder to hide where it comes from', async () => {
      const { rudder, ask } = await openedOne()
      for (const request of rudder.state.changeRequests) request.displayName = 'Something else'
      expect((await ask('rudder request accept #1', 'ana')).ending).toBe('refused')
    })

    test('nor where the answer that named it was lost, and it was renamed before anybody looked', async () => {
      const { rudder, world, ask, propose, confirm, row } = await startScene(engine)
      superviseDmz(rudder)
      const proposal = await propose(held, 'ana')
      rudder.faults.losesAnswer = { commit: 'now' }
      world.steps.set('request:after', () => {
        rudder.faults.losesAnswer = false
        for (const request of rudder.state.changeRequests)
          Object.assign(request, { displayName: 'Something else', description: '' })
      })
      expect((await confirm(proposal, 'ana')).message.tone).toBe('unknown')
      const refused = await ask('rudder request accept #1', 'ana')
      expect(refused.ending).toBe('refused')
      expect(refused.message.title).toBe(
        `You can't approve change request #1: you may have requested it. Its objects are those of proposal ${proposal.slice(0, 8)}, and Rudder's reply to that was lost.`,
      )
      expect((await row(await propose('rudder request accept #1', 'marc'))).people).toBe(2)
    })

    test('nor on another connection to the same Rudder, even renamed', async () => {
      const { rudder, ask, propose, confirm } = await openedOne(withAnother((url) => url))
      for (const request of rudder.state.changeRequests)
        Object.assign(request, { displayName: 'Something else', description: '' })
      const refused = await ask('rudder request 1 accept --on prod-cab', 'ana')
      expect(refused.ending).toBe('refused')
      expect(refused.message.title).toBe("You can't approve change request #1: you requested it.")
      const accepting = await propose('rudder request 1 accept --on prod-cab', 'marc')
      expect((await confirm(accepting, 'ana')).ending).toBe('refused')
      expect((await confirm(accepting, 'marc')).message.tone).toBe('applied')
    })

    test('nor where that Rudder has another name there', async () => {
      const { ask } = await openedOne(withAnother((url) => url.replace('127.0.0.1', 'localhost')))
      expect((await ask('rudder request 1 accept --on prod-cab', 'ana')).ending).toBe('refused')
    })

    test('a request of the same number in another Rudder is another one', async () => {
      const { play, propose } = await openedOne()
      const { staging } = play.rudder
      superviseDmz(staging)
      const before = ruleOf(staging, 'SSH hardening')
      openRequest(staging.state, {
        displayName: 'Less',
        description: '',
        createdBy: 'nadia',
        change: { kind: 'rule', before, after: { ...before, enabled: false } },
      })
      expect(await propose('rudder request 1 accept --on staging', 'ana')).toMatch(/^\w{26}$/)
    })

    test('nor while the answer that names it is on its way', async () => {
      const { rudder, world, ask, propose, confirm } = await startScene(engine)
      superviseDmz(rudder)
      let refused: Reply | undefined
      world.steps.set('request:after', async () => {
        for (const request of rudder.state.changeRequests)
          Object.assign(request, { displayName: 'Something else', description: '' })
        refused = await ask('rudder request 1 accept', 'ana')
      })
      await confirm(await propose(held, 'ana'), 'ana')
      expect(refused?.ending).toBe('refused')
      expect(refused?.message.title).toContain("You can't approve change request #1: you may have requested it.")
    })

    test('nor after it was lost, and was as asked, if it is still named', async () => {
      const { rudder, world, ask, propose, confirm, rule } = await startScene(engine)
      superviseDmz(rudder)
      const proposal = await propose(held, 'ana')
      const rename = (displayName: string) => {
        for (const request of rudder.state.changeRequests) Object.assign(request, { displayName, description: '' })
      }
      rudder.faults.losesAnswer = { commit: 'now' }
      world.steps.set('request:after', () => {
        rudder.faults.losesAnswer = false
        rename('Something else')
        rule('SSH hardening').enabled = false
      })
      expect((await confirm(proposal, 'ana')).message.tone).toBe('unknown')
      rule('SSH hardening').enabled = true
      rename(`Coxswain ${proposal}`)
      const refused = await ask('rudder request 1 accept', 'ana')
      expect(refused.message.title).toContain("You can't approve change request #1: you may have requested it.")
    })

    test('nor by whoever waits for an answer, if it does not report what it creates', async () => {
      const { rudder, ask, propose, confirm, rule } = await startScene(engine)
      rudder.faults.losesAnswer = { commit: 'never' }
      expect((await confirm(await propose(held, 'ana'), 'ana')).message.tone).toBe('unknown')
      rudder.faults.losesAnswer = false
      superviseDmz(rudder)
      const { id: _, ...made } = { ...rule('SSH hardening'), displayName: 'Made elsewhere' }
      openRequest(rudder.state, {
        displayName: 'New',
        description: '',
        createdBy: 'nadia',
        change: { kind: 'rule', before: undefined, after: made as Rule },
      })
      const refused = await ask('rudder request 1 accept', 'ana')
      expect(refused.message.title).toContain("You can't approve change request #1: you may have requested it.")
    })

    test('nor by another account of the same person, though it was only later said to be one', async () => {
      const operators = 'includes: [ana@acme.example, marc@acme.example'
      const withAdmin = (yaml: string) => yaml.replace(operators, `${operators}, ana.admin@acme.example`)
      const { rewrite, start, rudder } = await openedOne(withAdmin)
      rewrite((yaml) => `${yaml}  people:\n    ana.admin@acme.example: [ana@acme.example]\n`)
      const { confirm, propose } = withBot(await start(), rudder)
      const admin = { id: 'play:admin', name: 'Ana (admin)', email: 'ana.admin@acme.example', kind: 'play' as const }
      const own = await confirm(await propose('rudder request 1 accept', 'marc'), admin)
      expect(own.message.title).toBe("You can't approve change request #1: you requested it.")
    })

    test('nor by who approved it', async () => {
      const { rudder, propose, confirm, ask } = await startScene(engine)
      Object.assign(rudder.state.settings, { enable_change_request: true, enable_validate_all: true })
      rudder.state.validation.installed = true
      const proposal = await propose('rudder rule disable NTP client', 'ana')
      expect((await confirm(proposal, 'marc')).message.tone).toBe('awaiting validation')
      expect((await ask('rudder request 1 accept', 'ana')).message.title).toContain('you requested it.')
      expect((await ask('rudder request 1 accept', 'marc')).message.title).toBe(
        "You can't approve change request #1: you approved it.",
      )
    })

    test('nor by another account of who approved it, though it was only later said to be one', async () => {
      const operators = 'includes: [ana@acme.example, marc@acme.example'
      const { rudder, propose, confirm, rewrite, start } = await startScene(engine, {
        settings: (yaml) => yaml.replace(operators, `${operators}, rita@acme.example, marc.admin@acme.example`),
      })
      Object.assign(rudder.state.settings, { enable_change_request: true, enable_validate_all: true })
      rudder.state.validation.installed = true
      const proposal = await propose('rudder rule disable NTP client', 'ana')
      expect((await confirm(proposal, 'marc')).message.tone).toBe('awaiting validation')
      rewrite((yaml) => `${yaml}  people:\n    marc.admin@acme.example: [marc@acme.example]\n`)
      const bot = withBot(await start(), rudder)
      const admin = { id: 'play:admin', name: 'Marc (admin)', email: 'marc.admin@acme.example', kind: 'play' as const }
      const own = await bot.confirm(await bot.propose('rudder request 1 accept', 'rita'), admin)
      expect(own.message.title).toBe("You can't approve change request #1: you approved it.")
    })

    test('may be by who changed the same rule before, and whose answer was lost then', async () => {
      const { rudder, rule, propose, confirm } = await startScene(engine)
      rudder.faults.losesAnswer = { commit: 'now' }
      expect((await confirm(await propose(held, 'marc'), 'marc')).message.tone).toBe('unknown')
      rudder.faults.losesAnswer = false
      rule('SSH hardening').enabled = true
      superviseDmz(rudder)
      await confirm(await propose(held, 'ana'), 'ana')
      expect((await confirm(await propose('rudder request 1 accept', 'marc'), 'marc')).message.tone).toBe('applied')
    })

    test('may be by whoever waits for an answer about something else, or had one', async () => {
      const { rudder, propose, confirm } = await startScene(engine)
      await confirm(await propose('rudder rule enable CIS level 2', 'ana'), 'ana')
      const other = await propose('rudder rule disable Edge kiosk', 'ana')
      rudder.faults.losesAnswer = { commit: 'never' }
      expect((await confirm(other, 'ana')).message.tone).toBe('unknown')
      rudder.faults.losesAnswer = false
      superviseDmz(rudder)
      await confirm(await propose(held, 'marc'), 'marc')
      expect((await confirm(await propose('rudder request accept #1', 'ana'), 'ana')).message.tone).toBe('applied')
    })

    test('may be declined by who asked for it', async () => {
      const { rudder, propose, confirm } = await openedOne()
      const { message } = await confirm(await propose('rudder request 1 decline'))
      expect(message.tone).toBe('applied')
      expect(rudder.state.changeRequests[0]?.status).toBe('Cancelled')
    })

    test.each([
      ['asks for others', { query: { where: [{ objectType: 'node', attribute: 'osName', comparator: 'exists' }] } }],
      ['is dynamic no more', { dynamic: false }],
      ['is switched off', { enabled: false }],
    ])('reaches nobody knows how many nodes where a group %s: its members of today do not tell', async (_, change) => {
      const { rudder, propose, row, shown } = await startScene(engine)
      superviseDmz(rudder)
      const before = groupOf(rudder, 'Web servers')
      openRequest(rudder.state, {
        displayName: 'Other hosts',
        description: '',
        createdBy: 'nadia',
        change: { kind: 'group', before, after: { ...before, ...change } },
      })
      const proposal = await propose('rudder request 1 accept')
      expect(JSON.parse((await row(proposal)).impact)).toMatchObject({ nodes: null })
      expect(saidIn((await shown(proposal)).message)).toContain('Nodes that it reaches: cannot be told')
    })

    test('shows what it changes, and a global token is told what is needed', async () => {
      const scene = await startScene(engine, {
        env: ({ tokens }) => ({ PLAY_PROD_VALIDATOR: tokens.write }),
      })
      superviseDmz(scene.rudder)
      await scene.confirm(await scene.propose(held, 'ana'))
      const { message, proposal } = await scene.ask('rudder request 1 accept', 'marc')
      expect(message.lists?.[0]).toEqual({
        title: 'Rule “SSH hardening”: changed',
        items: [{ name: 'Enabled', text: 'yes → no' }],
      })
      expect(saidIn(message)).toContain('Nodes that it reaches: 41')
      const { message: done } = await scene.confirm(proposal, 'marc')
      expect(done.tone).toBe('failed')
      expect(done.lead).toContain('The token of a user who is a validator and deployer there is needed')
      expect(done.lead).toContain('such a user makes one on the own page there')
    })

    test('without a title: deployed by the bot, and said to be', async () => {
      const { rudder, propose, confirm, rule } = await openedOne()
      for (const request of rudder.state.changeRequests) request.displayName = ''
      const { message } = await confirm(await propose('rudder request 1 accept', 'marc'), 'marc')
      expect([message.tone, message.title]).toEqual(['applied', 'Accepted change request #1 on rudder/prod'])
      expect(message.lead).toContain('verified')
      expect(rule('SSH hardening').enabled).toBe(false)
    })
  })
})
