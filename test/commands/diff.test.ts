import { describe, expect, test } from 'vitest'
import { ruleOf, startScene } from '../flow/setup.ts'
import { onSqlite } from '../flow/sqlite.ts'
import { fieldIn } from './setup.ts'

const line = 'rudder diff SSH hardening prod staging'
const onlyProd = (yaml: string) =>
  yaml.replaceAll(/(owner: marc@acme.example\n)(\s+api_scopes: \[rudder)/g, '$1    connections: [rudder/prod]\n$2')

onSqlite((engine) => {
  describe('one rule on two connections', () => {
    test('the same: said so, and both are named with their versions', async () => {
      const { ask } = await startScene(engine)
      const { message } = await ask(line)
      expect(message.title).toBe(
        "“SSH hardening” is the same on prod and on staging, except that the modes of its directives can't be compared",
      )
      expect(message.notes).toContain(
        "The modes of directives can't be compared: staging reports the mode of the directive itself, and prod, which is newer, the mode that results from it and the global mode.",
      )
      expect(message.facts).toEqual({ differences: 0 })
      expect(message.connection).toBe('rudder/prod and rudder/staging')
      expect(message.provenance?.source).toBe('Rudder API 21 and Rudder API 18')
      expect(fieldIn(message, 'Compliance on staging')).toMatch(/compliant$/)
    })

    test('where it lies and whether its groups are enabled are not compared, and that is said', async () => {
      const { ask, play } = await startScene(engine)
      ruleOf(play.rudder.staging, 'SSH hardening').categoryId = 'base'
      const { message } = await ask(line)
      expect(message.facts).toEqual({ differences: 0 })
      expect(message.notes).toContainEqual(
        expect.stringMatching(/category.*which nodes are in groups.*whether groups are enabled.*not compared/),
      )
    })

    test('different: each point before and after, directives and groups by name', async () => {
      const { ask, play } = await startScene(engine, { api: 19 })
      const { prod, staging } = play.rudder
      const other = ruleOf(staging, 'SSH hardening')
      other.enabled = false
      other.targets = ['special:all']
      other.directives = other.directives.slice(0, 2)
      const settings = staging.state.directives.find(({ displayName }) => displayName === 'SSH settings')
      if (settings) settings.policyMode = 'audit'
      const { message } = await ask(line)
      expect(message.title).toMatch(/^“SSH hardening” differs in \d points: prod → staging$/)
      expect(message.diff).toEqual(
        expect.arrayContaining([
          { field: 'Enabled', before: 'yes', after: 'no' },
          { field: 'Applies to', before: 'group DMZ Linux', after: 'all nodes' },
          { field: 'Directives', before: 'SSH banner, SSH service, SSH settings', after: 'SSH banner, SSH settings' },
          { field: 'Mode of SSH settings', before: expect.stringMatching(/^(default|enforce)$/), after: 'audit' },
        ]),
      )
      expect(fieldIn(message, 'Compliance on staging')).toBe('none: it is disabled there')
      const back = (await ask('rudder diff SSH hardening staging prod')).message
      expect(back.diff).toContainEqual({ field: 'Enabled', before: 'no', after: 'yes' })
      expect([...prod.writes(), ...staging.writes()]).toEqual([])
    })

    test('other ids: found by its name', async () => {
      const { ask, play } = await startScene(engine)
      const { state } = play.rudder.staging
      state.rules = state.rules.map((rule) => ({ ...rule, id: `other-${rule.id}` }))
      expect((await ask(line)).message.title).toMatch(/^“SSH hardening” is the same on prod and on staging/)
    })

    test('a newer server reports another kind of mode: nothing false is said of it', async () => {
      const { ask, play } = await startScene(engine, { api: 23 })
      const { prod, staging } = play.rudder
      for (const { state } of [prod, staging])
        for (const directive of state.directives) directive.policyMode = 'default'
      const { message } = await ask(line)
      expect(message.facts).toEqual({ differences: 0 })
      expect(message.title).toContain("the modes of its directives can't be compared")
    })

    test('on one only', async () => {
      const { ask, play } = await startScene(engine)
      const { state } = play.rudder.staging
      state.rules = state.rules.filter(({ displayName }) => displayName !== 'SSH hardening')
      const { ending, message } = await ask(line)
      expect([ending, message.title]).toEqual([
        'done',
        '“SSH hardening” is on prod only: staging has no rule of that id or name',
      ])
    })

    test.each([
      ['rudder diff SSH hardening staging', 'prod and rudder/staging'],
      ['rudder diff SSH hardening staging --on prod', 'prod and rudder/staging'],
      ['rudder diff SSH hardening rudder/staging prod', 'staging and rudder/prod'],
      ['rudder diff Deploy agents on staging prod staging', 'prod and rudder/staging'],
    ])('“%s”', async (typed, connections) => {
      const { ask } = await startScene(engine)
      const { ending, message } = await ask(typed)
      expect([ending, message.connection], message.title).toEqual(['done', `rudder/${connections}`])
    })

    test.each<[string, RegExp]>([
      [
        'rudder diff SSH hardening',
        /^Compare with which one\? End the line with its name: rudder\/prod, rudder\/staging\. “hardening” is no connection\.$/,
      ],
      ['rudder diff SSH hardening prod prod', /^That is rudder\/prod twice\./],
      ['rudder diff SSH hardening prod', /^That is rudder\/prod twice\./],
      ['rudder diff SSH hardening prod staging --on prod', /^Those are three connections/],
      ['rudder diff prod', /^Which rule\?/],
      ['rudder diff', /^Compare with which one\?/],
    ])('“%s” is refused before anything is asked', async (typed, says) => {
      const { ask, play } = await startScene(engine)
      const { ending, message } = await ask(typed)
      expect(ending).toBe('usage')
      expect(message.title).toMatch(says)
      expect([...play.rudder.prod.requests, ...play.rudder.staging.requests]).toEqual([])
    })

    test('who may read only one of them is refused, and nothing is asked of either', async () => {
      const { ask, play } = await startScene(engine, { settings: onlyProd })
      expect((await ask('rudder rules')).ending).toBe('done')
      expect((await ask('rudder rules --on staging')).ending).toBe('refused')
      play.rudder.prod.requests.length = 0
      for (const typed of [line, 'rudder diff SSH hardening staging prod', 'rudder diff SSH hardening staging']) {
        const { ending, message } = await ask(typed)
        expect(ending, typed).toBe('refused')
        expect(message.title).toContain('on rudder/staging')
      }
      expect([...play.rudder.prod.requests, ...play.rudder.staging.requests]).toEqual([])
    })

    test('one of them is down: it is named', async () => {
      const { ask, play } = await startScene(engine)
      play.rudder.staging.faults.down = true
      const { ending, message } = await ask(line)
      expect(ending).toBe('failed')
      expect(message.title).toMatch(/^Rudder \(staging\) cannot be reached/)
    })
  })
})
